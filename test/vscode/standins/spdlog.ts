import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

// Stands in for VS Code's logger @vscode/spdlog, which would have to be compiled. It writes the same files, and has
// what VS Code calls.

/** In the order of VS Code's log levels. */
const levels = ['trace', 'debug', 'info', 'warning', 'error'] as const;
type Level = (typeof levels)[number];

/** Has no effect, because each message is written at once. */
export function setFlushOn(): void {
  // There is no buffer to flush.
}

/** Opens a log file; when it would exceed `maxSize` bytes, the next one begins, and `maxFiles` old ones are kept. */
export function createAsyncRotatingLogger(
  _name: string,
  file: string,
  maxSize: number,
  maxFiles: number,
): Promise<Logger> {
  return new Promise((resolve) => {
    mkdirSync(path.dirname(file), { recursive: true });
    resolve(new Logger(file, maxSize, maxFiles));
  });
}

class Logger {
  #open: number | undefined;
  #size: number;
  #lowest = levels.indexOf('info');
  #format: (level: Level, message: string) => string = (_, message) => `${message}\n`;

  constructor(
    private readonly file: string,
    private readonly maxSize: number,
    private readonly maxFiles: number,
  ) {
    this.#open = openSync(file, 'a');
    this.#size = statSync(file).size;
  }

  trace(message: string): void {
    this.#log('trace', message);
  }

  debug(message: string): void {
    this.#log('debug', message);
  }

  info(message: string): void {
    this.#log('info', message);
  }

  warn(message: string): void {
    this.#log('warning', message);
  }

  error(message: string): void {
    this.#log('error', message);
  }

  getLevel(): number {
    return this.#lowest;
  }

  setLevel(level: number): void {
    this.#lowest = level;
  }

  setPattern(pattern: string): void {
    this.#format = (level, message) => {
      const values = parts(level, message, new Date());
      return `${pattern.replace(/%./g, (name) => values[name] ?? name)}\n`;
    };
  }

  /** From now on, messages are written as they are, and bring their own line ends. */
  clearFormatters(): void {
    this.#format = (_, message) => message;
  }

  flush(): void {
    // There is no buffer to flush.
  }

  drop(): void {
    if (this.#open !== undefined) closeSync(this.#open);
    this.#open = undefined;
  }

  #log(level: Level, message: string): void {
    if (this.#open === undefined || levels.indexOf(level) < this.#lowest) return;
    const bytes = Buffer.from(this.#format(level, message));
    if (this.#size > 0 && this.#size + bytes.length > this.maxSize) this.#rotate(this.#open);
    writeSync(this.#open, bytes);
    this.#size += bytes.length;
  }

  #rotate(open: number): void {
    closeSync(open);
    for (let age = this.maxFiles; age > 0; age--) {
      if (existsSync(this.#aged(age - 1))) renameSync(this.#aged(age - 1), this.#aged(age));
    }
    this.#open = openSync(this.file, 'w');
    this.#size = 0;
  }

  /** The name of an old file: a.1.log for a.log. */
  #aged(age: number): string {
    if (age === 0) return this.file;
    const { dir, name, ext } = path.parse(this.file);
    return path.join(dir, `${name}.${age}${ext}`);
  }
}

/** The values of a pattern's placeholders. */
function parts(level: Level, message: string, now: Date): Readonly<Record<string, string>> {
  const digits = (value: number, count = 2): string => String(value).padStart(count, '0');
  return {
    '%Y': String(now.getFullYear()),
    '%m': digits(now.getMonth() + 1),
    '%d': digits(now.getDate()),
    '%H': digits(now.getHours()),
    '%M': digits(now.getMinutes()),
    '%S': digits(now.getSeconds()),
    '%e': digits(now.getMilliseconds(), 3),
    '%l': level,
    '%v': message,
  };
}
