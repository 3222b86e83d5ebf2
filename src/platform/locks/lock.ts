import { Emitter } from '../../core/events/emitter';
import type { HeldLock } from './heldlock';
import type { ClaimOptions } from './lockentry';
import { LockEntry } from './lockentry';
import type { LockFile, LockRecord } from './lockfile';
import type { OthersLock } from './otherslock';
import { FollowedLock } from './otherslock';
import type { ThisWindow } from './thiswindow';

/**
 * Time between two checks of a lock file, in ms. A window that loses a lock cancels its open request at the next check, well
 * within the 5 s that the other window waits.
 */
export const checkInterval = 2_000;
/** Time between two checks while no window holds the lock, in ms. */
const idleInterval = 10_000;

/** One lock from the point of view of this window: the claims that hold it, and the claims that wait for another window to release it. */
export class Lock {
  readonly #entry: LockEntry;
  /** One for each claim that holds the lock. It fires when the lock is lost. */
  readonly #shares = new Set<Emitter<OthersLock>>();
  readonly #followers = new Set<FollowedLock>();
  /** The last operation in progress: this window runs operations one after the other. */
  #pending: Promise<unknown> = Promise.resolve();
  /** Whether the other window seemed to be gone at the last check. */
  #mayBeGone = false;

  constructor(
    private readonly file: LockFile,
    private readonly window: ThisWindow,
    /** Called when {@link interval} may have changed. */
    private readonly intervalChanged: () => void,
  ) {
    this.#entry = new LockEntry(file, window);
  }

  /** Time between two checks of the file, in ms; infinite while there is nothing to check. */
  get interval(): number {
    if (this.#shares.size > 0) return checkInterval;
    for (const { by } of this.#followers) if (by !== undefined) return checkInterval;
    return this.#followers.size > 0 ? idleInterval : Infinity;
  }

  /** Claims the lock. Rejects if no lock file can be written. */
  async claim(options: ClaimOptions): Promise<HeldLock | OthersLock> {
    return await this.#inTurn(async () => {
      const other = this.#shares.size > 0 ? undefined : await this.#entry.take(options);
      return other ? this.#follow(other.window) : this.#share();
    });
  }

  /** Reads the file again. If this window holds the lock, it also sends a heartbeat to the other windows. */
  async check(): Promise<void> {
    const checked = this.#inTurn(async () => {
      let found = await this.file.read();
      if (this.#shares.size > 0) {
        found = await this.#entry.sendHeartbeat(found);
        if (found) this.#lose(found);
      }
      this.#notifyFollowers(found);
    });
    // The next check may succeed.
    await checked.catch(() => undefined);
  }

  /** Releases the lock for all claims and stops following it. */
  async end(): Promise<void> {
    for (const followed of this.#followers) followed.dispose();
    await this.#inTurn(async () => {
      for (const share of this.#shares) await this.#release(share);
    });
  }

  #share(): HeldLock {
    const lost = new Emitter<OthersLock>();
    this.#shares.add(lost);
    this.intervalChanged();
    return {
      held: true,
      waitMs: this.#entry.waitMs,
      noteRequest: () => this.#inTurn(() => this.#noteRequest(lost)),
      onDidLose: lost.event,
      // In turn: if a claim came before this, it keeps the lock, and no other window sees the lock free in between.
      release: () => this.#inTurn(() => this.#release(lost)),
    };
  }

  async #noteRequest(share: Emitter<OthersLock>): Promise<boolean> {
    if (!this.#shares.has(share)) return false;
    try {
      const other = await this.#entry.noteRequest();
      if (other) this.#lose(other);
      return !other;
    } catch {
      // It is better that two windows send requests than none.
      return true;
    }
  }

  async #release(share: Emitter<OthersLock>): Promise<void> {
    if (!this.#shares.delete(share)) return;
    share.dispose();
    this.intervalChanged();
    // A lock that can't be released is stale soon, and another window sweeps its file.
    if (this.#shares.size === 0) await this.#entry.release().catch(() => undefined);
  }

  #lose(to: LockRecord): void {
    const shares = [...this.#shares];
    this.#shares.clear();
    for (const share of shares) {
      // The listener disposes of the lock that it gets.
      if (share.used) share.fire(this.#follow(this.window.mayBeHeldByOther(to) ? to.window : undefined));
      share.dispose();
    }
    this.intervalChanged();
  }

  #follow(by: string | undefined): OthersLock {
    const followed = new FollowedLock(by, () => {
      this.#followers.delete(followed);
      this.intervalChanged();
    });
    this.#followers.add(followed);
    this.intervalChanged();
    return followed;
  }

  /** Notifies the followers which other window holds the lock. */
  #notifyFollowers(found: LockRecord | undefined): void {
    const held = found !== undefined && this.window.isHeldByOther(found);
    // After the machine slept, no window has sent a heartbeat lately. So unless the other window's process has ended, it has
    // time until the next check.
    const silent = found !== undefined && !held && this.window.mayBeHeldByOther(found);
    this.#mayBeGone = silent && !this.#mayBeGone;
    if (this.#mayBeGone) return;
    for (const followed of this.#followers) followed.setHolder(held ? found.window : undefined);
    this.intervalChanged();
  }

  async #inTurn<T>(run: () => Promise<T> | T): Promise<T> {
    const turn = this.#pending.then(run, run);
    this.#pending = turn;
    return await turn;
  }
}
