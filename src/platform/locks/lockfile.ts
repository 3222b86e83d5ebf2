import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanLine } from '../../core/text/clean';
import { cutText } from '../../core/text/cut';

/** The content of a lock file. It contains no secrets. */
export interface LockRecord {
  /** Unique ID of the window that holds the lock; '' once it is released. */
  readonly owner: string;
  /** Name of that window for users. Foreign text, since other programs can write the file. */
  readonly window: string;
  readonly pid: number;
  /** Name of the machine on which that process runs. */
  readonly host: string;
  /** When a window last sent a request under the lock, in ms since the epoch; 0 if no window did lately. */
  readonly requestAt: number;
  /** Time of the owner's last heartbeat, in ms since the epoch. It is the modification time of the file. */
  readonly at: number;
}

/** Time that a window may take for one change, in ms. An older `.lock` file is from a window that crashed. */
const changeTime = 1_000;
const retryTime = 15;
const maxNameLength = 80;
/** Errors on Windows for a file that is open in another process or about to be deleted. They are temporary. */
const temporaryErrors: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** The file that says which window holds a lock. Only one window at a time changes it; a heartbeat can happen at any time. */
export class LockFile {
  constructor(private readonly path: string) {}

  /** Reads the file; undefined if there is none. If the content is invalid, the owner is an unknown window. Rejects if it isn’t a file. */
  async read(): Promise<LockRecord | undefined> {
    try {
      const [text, { mtimeMs }] = [await readFile(this.path, 'utf8'), await stat(this.path)];
      return { ...parse(text), at: mtimeMs };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Sends the owner's heartbeat. It changes only the file's time, so it can’t overwrite what another window has written meanwhile. */
  async touch(at: number): Promise<void> {
    await utimes(this.path, at / 1_000, at / 1_000);
  }

  /**
   * Replaces or removes the record, as `decide` returns, while no other window changes it. If `decide` returns undefined, the
   * file stays and its record is returned. Creates the folder if necessary.
   */
  async change(
    decide: (found: LockRecord | undefined) => LockRecord | 'remove' | undefined,
  ): Promise<LockRecord | undefined> {
    const lock = `${this.path}.lock`;
    await this.#lock(lock);
    try {
      const found = await this.read();
      const decision = decide(found);
      if (decision === undefined) return found;
      if (decision === 'remove') await retryBriefly(() => rm(this.path, { force: true }));
      else await this.#write(decision);
      return undefined;
    } finally {
      await retryBriefly(() => rm(lock, { force: true }));
    }
  }

  async #write({ at, ...record }: LockRecord): Promise<void> {
    // A reader sees either the whole new content or the whole old one.
    const draft = `${this.path}.${randomUUID()}`;
    try {
      await writeFile(draft, JSON.stringify(record));
      await utimes(draft, at / 1_000, at / 1_000);
      await retryBriefly(() => rename(draft, this.path));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async #lock(lock: string): Promise<void> {
    let seen: string | undefined;
    let waited = 0;
    let made = false;
    for (;;) {
      try {
        await (await retryBriefly(() => open(lock, 'wx'))).close();
        return;
      } catch (error) {
        const missing = errorCode(error) === 'ENOENT' && !made;
        if (!missing && errorCode(error) !== 'EEXIST') throw error;
        if (missing) {
          await mkdir(path.dirname(lock), { recursive: true });
          made = true;
          continue;
        }
      }
      const now = await fileIdentity(lock);
      waited = now === seen ? waited + retryTime : 0;
      seen = now;
      if (now !== undefined && waited >= changeTime) {
        await retryBriefly(() => removeLock(lock));
        continue;
      }
      await sleep(retryTime);
    }
  }
}

/** Repeats an operation that fails with a temporary error, for up to a second. */
export async function retryBriefly<T>(
  run: () => Promise<T>,
  pause: () => Promise<unknown> = () => sleep(retryTime),
): Promise<T> {
  for (let waited = 0; ; waited += retryTime)
    try {
      return await run();
    } catch (error) {
      if (waited >= changeTime || !temporaryErrors.has(errorCode(error))) throw error;
      await pause();
    }
}

/** The system’s code for an error, or else its name. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Removes a `.lock` file that a crashed window has left. Another window may be faster. */
async function removeLock(lock: string): Promise<void> {
  try {
    await unlink(lock);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Distinguishes a file from the one that another window creates after it. */
async function fileIdentity(lock: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs } = await stat(lock);
    return `${ino} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

function parse(text: string): Omit<LockRecord, 'at'> {
  const unknown = { owner: '?', window: '', pid: 0, host: '', requestAt: 0 };
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null) return unknown;
    const { owner, window, pid, host, requestAt } = data as Partial<Record<keyof LockRecord, unknown>>;
    return {
      owner: typeof owner === 'string' ? owner : unknown.owner,
      window: typeof window === 'string' ? cleanName(window) : '',
      pid: isCount(pid) ? pid : 0,
      host: typeof host === 'string' ? host : '',
      requestAt: isCount(requestAt) ? requestAt : 0,
    };
  } catch {
    return unknown;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function cleanName(name: string): string {
  return cutText(cleanLine(name), maxNameLength).trim();
}
