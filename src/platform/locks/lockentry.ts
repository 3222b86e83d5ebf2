import { gapFrom, longestTravel, requestGap } from '../../core/gateways/instancepace';
import type { LockFile, LockRecord } from './lockfile';
import type { ThisWindow } from './thiswindow';

/** What a claim wants. */
export interface ClaimOptions {
  /** Whether to take over the lock if another window has it. */
  readonly takeOver?: boolean;
  /** Whether a request follows the claim immediately, so that the claim notes it too. */
  readonly withRequest?: boolean;
}

/** For how long after its claim a request counts as noted, in ms. */
const noteTime = 100;

/** Writes this window's entry in a lock file: that it owns the lock, and when it sent its last request. */
export class LockEntry {
  /** Until when requests have to wait, in ms of {@link Machine.monotonic}. */
  #waitUntil = 0;
  /** The time of the last request that this window wrote into the file, in ms of {@link Machine.wall}. */
  #requestAt: number | undefined;
  /** When that request could leave, in ms of {@link Machine.wall}: on a busy machine, writing the file takes some time. */
  #sentAt: number | undefined;
  /** When a claim noted a request that isn't sent yet, in ms of {@link Machine.monotonic}. */
  #notedAt: number | undefined;

  constructor(
    private readonly file: LockFile,
    private readonly window: ThisWindow,
  ) {}

  /** Time in ms that the next request has to wait because of the requests of other windows. */
  get waitMs(): number {
    return Math.max(this.#waitUntil - this.window.machine.monotonic(), 0);
  }

  /** Makes this window the owner. If another window is the owner, returns its record, unless `takeOver` is true. */
  async take({ takeOver = false, withRequest = false }: ClaimOptions): Promise<LockRecord | undefined> {
    const { self, machine } = this.window;
    return await this.file.change((found) => {
      if (found && !takeOver && this.window.isHeldByOther(found)) return undefined;
      const at = machine.wall();
      const wait = found ? this.#waitAfter(found) : 0;
      // This window already keeps the distance to its own requests.
      const isOwn = found?.requestAt === this.#requestAt && !(found && this.window.mayBeHeldByOther(found));
      this.#waitUntil = machine.monotonic() + (isOwn ? 0 : wait);
      if (!isOwn) this.#sentAt = undefined;
      this.#notedAt = undefined;
      if (withRequest && (isOwn || wait === 0)) {
        this.#notedAt = machine.monotonic();
        this.#requestAt = at;
        return { ...self, requestAt: at, at };
      }
      // The next window has to wait as well.
      return { ...self, requestAt: wait > 0 ? at + wait - requestGap : 0, at };
    });
  }

  /** Notes that a request is about to be sent. If another window has taken over the lock, returns its record. */
  async noteRequest(): Promise<LockRecord | undefined> {
    const { machine } = this.window;
    const notedAt = this.#notedAt;
    this.#notedAt = undefined;
    const isNoted = notedAt !== undefined && machine.monotonic() - notedAt < noteTime;
    if (!isNoted) this.#requestAt = machine.wall();
    const other = isNoted ? undefined : await this.#renew();
    this.#sentAt = machine.wall();
    return other;
  }

  /** Sends a heartbeat if this window is the owner in the record found. Otherwise returns the other owner's record. */
  async sendHeartbeat(found: LockRecord | undefined): Promise<LockRecord | undefined> {
    const { self, machine } = this.window;
    // Someone has deleted the file: write it again.
    if (found?.owner !== self.owner) return found ?? (await this.#renew());
    await this.file.touch(machine.wall());
    return undefined;
  }

  /** Removes this window from the file. The time of the last request stays there as long as the next window needs it. */
  async release(): Promise<void> {
    const { self, machine } = this.window;
    await this.file.change((found) => {
      if (found?.owner !== self.owner) return undefined;
      const requestAt = this.#sentAt === undefined ? found.requestAt : gapFrom(this.#sentAt, machine.wall());
      const wait = this.#waitSince(requestAt);
      if (wait === 0) return 'remove';
      // Only what this window has sent is its own: it must keep the distance to what others have sent.
      if (this.#sentAt !== undefined) this.#requestAt = requestAt;
      machine.after(wait, () => void this.#remove(requestAt).catch(() => undefined));
      return { ...found, requestAt, owner: '', window: '', pid: 0, host: '' };
    });
  }

  /** Removes the file that {@link release} has left, unless a window has had the lock since. */
  async #remove(requestAt: number): Promise<void> {
    // A change makes the folder: one that is gone by now must not come back.
    if (!(await this.file.read())) return;
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

  /** Time in ms until a request may follow the last request of the previous owner. */
  #waitAfter(found: LockRecord): number {
    // If the previous window still runs, it may have an open request. It notices the loss and cancels the request within this time.
    if (this.window.mayBeHeldByOther(found)) return requestGap;
    // A window that has ended without releasing the lock has noted only when it wanted to send the request.
    return this.#waitSince(found.requestAt, found.owner === '' ? requestGap : requestGap + longestTravel);
  }

  #waitSince(requestAt: number, gap = requestGap): number {
    // If the time of the request is in the future, the clock was set back since.
    const passed = Math.max(this.window.machine.wall() - requestAt, 0);
    return Math.max(gap - passed, 0);
  }
}
