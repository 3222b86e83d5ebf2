import type { Logger } from '../../../src/core/timeline/log';

/** A log that records its lines. */
export class FakeLogger implements Logger {
  readonly lines: string[] = [];
  readonly byLevel = {
    debug: [] as string[],
    info: [] as string[],
    warn: [] as string[],
    error: [] as string[],
  };

  debug(message: string): void {
    this.#keep('debug', message);
  }

  info(message: string): void {
    this.#keep('info', message);
  }

  warn(message: string): void {
    this.#keep('warn', message);
  }

  error(message: string): void {
    this.#keep('error', message);
  }

  #keep(level: keyof FakeLogger['byLevel'], message: string): void {
    this.lines.push(message);
    this.byLevel[level].push(message);
  }
}
