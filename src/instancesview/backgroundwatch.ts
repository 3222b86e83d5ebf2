import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { HeldLock, Locks, OthersLock } from '../platform/locks/locks';

/** Makes sure that only one window watches in the background, and that only one window notifies of a disconnect. */
export class BackgroundWatch implements Disposable {
  readonly #changed = new Emitter<undefined>();
  /** Fires when this window starts or stops watching. */
  readonly onDidChange = this.#changed.event;
  #wanted = false;
  #claiming = false;
  #claimed: HeldLock | OthersLock | undefined;
  #following: Disposable | undefined;
  /** The locks on instances that only this window may notify of, by key, and the timers that release them. */
  readonly #notified = new Map<string, { readonly timer: NodeJS.Timeout; readonly lock: HeldLock }>();

  constructor(
    private readonly locks: Pick<Locks, 'claim'>,
    /** How long other windows don't notify of the same instance, in ms. It is long enough for all of them to check it. */
    private readonly suppressionTime: () => number,
  ) {}

  /** Whether this window is the one that watches. */
  get isMine(): boolean {
    return this.#claimed?.held === true;
  }

  /** Sets whether there is anything to watch. */
  setWanted(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) void this.#claim();
    else this.#release();
  }

  /** Whether this window may notify of an instance. Of all windows that notice the same disconnect, only one may. */
  async mayNotify(ref: InstanceRef): Promise<boolean> {
    const key = refKey(ref);
    const claimed = await this.locks.claim(`notify\n${key}`);
    if (!claimed.held) {
      claimed.dispose();
      return false;
    }
    const before = this.#notified.get(key);
    clearTimeout(before?.timer);
    const timer = setTimeout(() => {
      this.settle(ref);
    }, this.suppressionTime());
    this.#notified.set(key, { timer, lock: claimed });
    // Only now, so that the lock is never free in between.
    void before?.lock.release();
    return true;
  }

  /** Notes that an instance is linked again: its next disconnect is a new one, of which any window may notify. */
  settle(ref: InstanceRef): void {
    const key = refKey(ref);
    const notified = this.#notified.get(key);
    if (!notified) return;
    clearTimeout(notified.timer);
    this.#notified.delete(key);
    void notified.lock.release();
  }

  dispose(): void {
    this.#wanted = false;
    this.#release();
    for (const { timer, lock } of this.#notified.values()) {
      clearTimeout(timer);
      void lock.release();
    }
    this.#changed.dispose();
  }

  async #claim(): Promise<void> {
    if (this.#claiming) return;
    this.#claiming = true;
    const claimed = await this.locks.claim('watch');
    this.#claiming = false;
    this.#setClaimed(claimed);
    if (!this.#wanted) this.#release();
    else if (claimed.held) this.#changed.fire(undefined);
  }

  #setClaimed(claimed: HeldLock | OthersLock): void {
    this.#claimed = claimed;
    this.#following?.dispose();
    if (claimed.held)
      this.#following = claimed.onDidLose((others) => {
        this.#setClaimed(others);
        this.#changed.fire(undefined);
      });
    else {
      const claimIfFree = (): void => {
        if (claimed.by !== undefined || this.#claimed !== claimed) return;
        this.#release();
        if (this.#wanted) void this.#claim();
      };
      this.#following = claimed.onDidChange(claimIfFree);
      // The lock may be free already: the window that took it over may have released it since.
      claimIfFree();
    }
  }

  #release(): void {
    const claimed = this.#claimed;
    this.#claimed = undefined;
    this.#following?.dispose();
    if (claimed?.held) void claimed.release();
    else claimed?.dispose();
  }
}
