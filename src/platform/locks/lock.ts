import { Emitter } from '../../core/events/emitter';
import type { HeldLock } from './heldlock';
import { LockEntry } from './lockentry';
import type { LockFile, LockRecord } from './lockfile';
import type { OthersLock } from './otherslock';
import { FollowedLock } from './otherslock';
import type { ThisWindow } from './thiswindow';

/**
 * Time between two looks at a file, in ms. The window that loses a lock gives up its open request at the next look, well within
 * the 5 s for which the other window waits. MEASURED
 */
export const checkInterval = 2_000;
/** Time between two looks while nobody holds what is followed, in ms. */
const idleInterval = 10_000;

/** One lock as this window sees it: the claims that hold it, and those that follow it in another window. */
export class Lock {
  readonly #entry: LockEntry;
  /** One for each claim that holds the lock; it tells that claim of the loss. */
  readonly #shares = new Set<Emitter<OthersLock>>();
  readonly #followers = new Set<FollowedLock>();
  /** What is under way: this window does one thing after the other. */
  #pending: Promise<unknown> = Promise.resolve();
  /** Whether the other window seemed to be gone at the last look. */
  #mayBeGone = false;

  constructor(
    private readonly file: LockFile,
    private readonly window: ThisWindow,
    /** Told when {@link interval} may have changed. */
    private readonly intervalChanged: () => void,
  ) {
    this.#entry = new LockEntry(file, window);
  }

  /** Time between two looks at the file, in ms; infinite while there is nothing to notice. */
  get interval(): number {
    if (this.#shares.size > 0) return checkInterval;
    for (const { by } of this.#followers) if (by !== undefined) return checkInterval;
    return this.#followers.size > 0 ? idleInterval : Infinity;
  }

  /** Claims the lock; takes it over from another window only if told to. Rejects if no file can be kept. */
  async claim(takeOver: boolean): Promise<HeldLock | OthersLock> {
    return await this.#inTurn(async () => {
      const other = this.#shares.size > 0 ? undefined : await this.#entry.take(takeOver);
      return other ? this.#follow(other.window) : this.#share();
    });
  }

  /** Reads the file again. If this window holds the lock, it also tells the others that it is still there. */
  async check(): Promise<void> {
    const checked = this.#inTurn(async () => {
      let found = await this.file.read();
      if (this.#shares.size > 0) {
        found = await this.#entry.sendHeartbeat(found);
        if (found) this.#lose(found);
      }
      this.#notifyFollowers(found);
    });
    // The next look may succeed.
    await checked.catch(() => undefined);
  }

  /** Releases the lock, whichever claims hold it, and follows nothing any more. */
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
      // In its turn: a claim that came before keeps the lock, and no other window sees it free in between.
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
      // Two windows that send requests are better than none.
      return true;
    }
  }

  async #release(share: Emitter<OthersLock>): Promise<void> {
    if (!this.#shares.delete(share)) return;
    share.dispose();
    this.intervalChanged();
    // What can't be freed is stale soon, and swept by a later window.
    if (this.#shares.size === 0) await this.#entry.release().catch(() => undefined);
  }

  #lose(to: LockRecord): void {
    const shares = [...this.#shares];
    this.#shares.clear();
    for (const share of shares) {
      // Each listener disposes of what it is told.
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

  /** Tells the followers which other window holds the lock. */
  #notifyFollowers(found: LockRecord | undefined): void {
    const held = found !== undefined && this.window.isHeldByOther(found);
    // After a sleep all windows are late: the other one gets until the next look, unless its process has ended.
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
