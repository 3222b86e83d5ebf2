// src/platform/locks: locks that all windows of a profile share, so that only one window sends requests for an instance.
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Logger } from '../../core/timeline/log';
import type { Cancel } from '../../core/time/clock';
import type { HeldLock } from './heldlock';
import { unsharedLock } from './heldlock';
import { Lock } from './lock';
import type { ClaimOptions } from './lockentry';
import { errorCode, LockFile } from './lockfile';
import { sweep } from './lockfolder';
import type { OthersLock } from './otherslock';
import type { LockOwner } from './thiswindow';
import { ThisWindow } from './thiswindow';

export type { HeldLock } from './heldlock';
export type { OthersLock } from './otherslock';

/** Where lock files are, and which window owns the locks. */
export interface LockParts extends LockOwner {
  /** Folder that all windows of a profile on one machine share, created when needed. Undefined if no file can be written. */
  readonly folder: string | undefined;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Locks, each held by one window at a time: only that window sends requests under it. They are files, since files are the only
 * thing that all windows of a profile share immediately. If no file can be written, every claim is granted.
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

  /** Claims the lock for a key. Never rejects. */
  async claim(key: string, options: ClaimOptions = {}): Promise<HeldLock | OthersLock> {
    try {
      const claimed = await this.#lock(key).claim(options);
      this.#sweeping ??= sweep(this.#folder, (found) => this.#window.isStale(found));
      return claimed;
    } catch (error) {
      if (!this.#hasLogged) this.parts.log.warn(`Windows can’t share pairings (${errorCode(error)}).`);
      this.#hasLogged = true;
      return unsharedLock;
    }
  }

  /**
   * Does beforehand what the first claim does besides: makes the folder, removes abandoned files, and has the code compiled.
   * Never rejects.
   */
  async prepare(): Promise<void> {
    const claimed = await this.claim('prepare');
    if (claimed.held) await claimed.release();
    else claimed.dispose();
  }

  /** Whether another window holds the lock for a key. Never rejects. */
  async isHeldByOther(key: string): Promise<boolean> {
    try {
      const found = await this.#file(key).read();
      return found !== undefined && this.#window.isHeldByOther(found);
    } catch {
      return false;
    }
  }

  /** Releases all locks of this window and stops following locks. */
  async end(): Promise<void> {
    await Promise.all([this.#sweeping, ...Array.from(this.#locks.values(), (lock) => lock.end())]);
  }

  get #folder(): string {
    const { folder } = this.parts;
    if (folder === undefined) throw new Error('There is no folder for lock files.');
    return folder;
  }

  /** The file for a key. Its name is a hash, so it doesn't reveal the key. */
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

  /** Checks the files as often as the most urgent lock needs. */
  #adjustInterval(): void {
    let interval = Infinity;
    for (const lock of this.#locks.values()) interval = Math.min(interval, lock.interval);
    // A check that is due stays on time, even if locks change before.
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
