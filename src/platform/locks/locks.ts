import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Logger } from '../../core/timeline/log';
import type { Cancel } from '../../core/time/clock';
import type { HeldLock } from './heldlock';
import { unsharedLock } from './heldlock';
import { Lock } from './lock';
import { errorCode, LockFile } from './lockfile';
import { sweep } from './lockfolder';
import type { OthersLock } from './otherslock';
import type { WindowParts } from './thiswindow';
import { ThisWindow } from './thiswindow';

export type { HeldLock } from './heldlock';
export type { OthersLock } from './otherslock';

/** Where locks are kept, and whose they are. */
export interface LockParts extends WindowParts {
  /** Shared by all windows of a profile on one machine; made when it is needed. Undefined where no file can be kept. */
  readonly folder: string | undefined;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Locks, each held by one window at a time: only that window sends requests for what the lock is about. They are files, the only
 * thing that all windows of a profile share at once. Where no file can be kept, every claim is granted.
 */
export class Locks {
  readonly #window: ThisWindow;
  readonly #locks = new Map<string, Lock>();
  #sweeping: Promise<void> | undefined;
  #interval = Infinity;
  #cancelCheck: Cancel | undefined;
  #hasLogged = false;

  constructor(private readonly parts: LockParts) {
    this.#window = new ThisWindow(parts);
  }

  /** Claims the lock for a key; takes it over from another window only if told to. Never rejects. */
  async claim(key: string, takeOver = false): Promise<HeldLock | OthersLock> {
    try {
      const claimed = await this.#lock(key).claim(takeOver);
      this.#sweeping ??= sweep(this.#folder, (found) => this.#window.isStale(found));
      return claimed;
    } catch (error) {
      if (!this.#hasLogged) this.parts.log.warn(`Windows can’t share pairings (${errorCode(error)}).`);
      this.#hasLogged = true;
      return unsharedLock;
    }
  }

  /** Whether another window holds the lock for a key now. Never rejects. */
  async isHeldByOther(key: string): Promise<boolean> {
    try {
      const found = await this.#file(key).read();
      return found !== undefined && this.#window.isHeldByOther(found);
    } catch {
      return false;
    }
  }

  /** Releases all locks of this window, and follows none any more. */
  async end(): Promise<void> {
    await Promise.all([this.#sweeping, ...Array.from(this.#locks.values(), (lock) => lock.end())]);
  }

  get #folder(): string {
    const { folder } = this.parts;
    if (folder === undefined) throw new Error('There is no place for files.');
    return folder;
  }

  /** The file for a key; its name doesn't tell what the key is made of. */
  #file(key: string): LockFile {
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
    return new LockFile(path.join(this.#folder, `${name}.json`));
  }

  #lock(key: string): Lock {
    let lock = this.#locks.get(key);
    if (!lock) {
      lock = new Lock(this.#file(key), this.#window, () => {
        this.#adjustInterval();
      });
      this.#locks.set(key, lock);
    }
    return lock;
  }

  /** Looks at the files as often as the most urgent lock wants it. */
  #adjustInterval(): void {
    let interval = Infinity;
    for (const lock of this.#locks.values()) interval = Math.min(interval, lock.interval);
    // A look that is due comes on time, whatever changes before.
    if (interval === this.#interval) return;
    this.#cancelCheck?.();
    this.#interval = interval;
    if (interval < Infinity) this.#scheduleCheck();
  }

  #scheduleCheck(): void {
    this.#cancelCheck = this.parts.machine.after(this.#interval, () => {
      this.#scheduleCheck();
      for (const lock of this.#locks.values()) if (lock.interval < Infinity) void lock.check();
    });
  }
}
