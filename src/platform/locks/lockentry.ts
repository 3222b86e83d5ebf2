import { requestGap } from '../../core/gateways/instancepace';
import type { LockFile, LockRecord } from './lockfile';
import type { ThisWindow } from './thiswindow';

/** What this window writes into a lock's file: that it owns the lock, and when it sends a request. */
export class LockEntry {
  /** Until when requests have to wait, on {@link Machine.monotonic}'s scale. */
  #waitUntil = 0;
  /** When this window last sent a request, on {@link Machine.wall}'s scale. */
  #requestAt: number | undefined;

  constructor(
    private readonly file: LockFile,
    private readonly window: ThisWindow,
  ) {}

  /** Milliseconds that the next request has to wait for those of other windows. */
  get waitMs(): number {
    return Math.max(this.#waitUntil - this.window.machine.monotonic(), 0);
  }

  /** Makes this window the owner. If another one is, returns that, unless the lock is to be taken over. */
  async take(takeOver: boolean): Promise<LockRecord | undefined> {
    const { self, machine } = this.window;
    return await this.file.change((found) => {
      if (found && !takeOver && this.window.isHeldByOther(found)) return undefined;
      const at = machine.wall();
      const wait = found ? this.#waitAfter(found) : 0;
      // This window paces its own requests anyway.
      const isOwn = found?.requestAt === this.#requestAt && !(found && this.window.mayBeHeldByOther(found));
      this.#waitUntil = machine.monotonic() + (isOwn ? 0 : wait);
      // The window after this one has to wait as well.
      return { ...self, requestAt: wait > 0 ? at + wait - requestGap : 0, at };
    });
  }

  /** Notes that a request is about to be sent. If another window has taken the lock over, returns that. */
  async noteRequest(): Promise<LockRecord | undefined> {
    this.#requestAt = this.window.machine.wall();
    return await this.#renew();
  }

  /** Gives a sign of life, if this window is the owner in what was found. Returns the window that is it instead. */
  async sendHeartbeat(found: LockRecord | undefined): Promise<LockRecord | undefined> {
    const { self, machine } = this.window;
    // Without a file, someone has tidied up.
    if (found?.owner !== self.owner) return found ?? (await this.#renew());
    await this.file.touch(machine.wall());
    return undefined;
  }

  /** Takes this window out of the file. The time of the last request stays there while it matters to the next window. */
  async release(): Promise<void> {
    const { self, machine } = this.window;
    await this.file.change((found) => {
      if (found?.owner !== self.owner) return undefined;
      const wait = this.#waitAfter(found);
      if (wait === 0) return 'remove';
      machine.after(wait, () => void this.#remove(found.requestAt).catch(() => undefined));
      return { ...found, owner: '', window: '', pid: 0, host: '' };
    });
  }

  /** Removes what {@link release} has left, unless a window has had the lock since. */
  async #remove(requestAt: number): Promise<void> {
    await this.file.change((found) =>
      found?.owner === '' && found.requestAt === requestAt ? 'remove' : undefined,
    );
  }

  async #renew(): Promise<LockRecord | undefined> {
    const { self, machine } = this.window;
    return await this.file.change((found) => {
      if (found && found.owner !== self.owner) return undefined;
      return { ...self, requestAt: this.#requestAt ?? found?.requestAt ?? 0, at: machine.wall() };
    });
  }

  /** Milliseconds until a request may follow those of the window that had the lock. */
  #waitAfter(found: LockRecord): number {
    // A window that is there may have a request under way. It notices the loss and gives the request up within that time.
    if (this.window.mayBeHeldByOther(found)) return requestGap;
    // A request in the future is from before the clock was set back.
    const passed = Math.max(this.window.machine.wall() - found.requestAt, 0);
    return Math.max(requestGap - passed, 0);
  }
}
