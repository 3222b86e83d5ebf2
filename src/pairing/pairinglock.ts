import type { PairingClient } from '../core/gateways/client';
import type { Pace } from '../core/gateways/instancepace';
import { isOver } from '../core/pairing/pairing';
import type { PairingRunner } from '../core/pairing/runner';
import type { Cancel, Clock } from '../core/time/clock';
import { aborted } from '../platform/aborted';
import { checkInterval } from '../platform/locks/lock';
import type { HeldLock, OthersLock } from '../platform/locks/locks';
import { staleTime } from '../platform/locks/thiswindow';

/** How long a reloaded window may take to release its locks or to count as gone, in ms. */
export const reloadTime = staleTime + 3 * checkInterval;

/** Events of the lock on an instance. */
export interface LockEvents {
  /** Another window has the lock. */
  locked(): void;
  /** The other window has released the lock. `byReload`: it can only have been this window before it was reloaded. */
  released(byReload: boolean): void;
}

/** The lock under which a pairing sends its requests. No request is sent before the lock is held or after it is lost. */
export class PairingLock {
  /** Requests wait for this: for the claim, and for the distance to another window's last request. */
  #ready: Promise<void> = Promise.resolve();
  #claimed: HeldLock | OthersLock | undefined;
  #cancelWait: Cancel | undefined;
  #ended = false;
  readonly #begunAt: number;

  constructor(
    private readonly clock: Clock,
    /** Whether the pairing was restored after a reload of the window. */
    private readonly restored: boolean,
  ) {
    this.#begunAt = clock.now();
  }

  /**
   * Wraps a client so that its requests wait until one can leave at once, and for the lock. Without the lock, a request fails
   * without being sent.
   */
  guard(client: PairingClient, pace: Pick<Pace, 'started'>, ready: () => Promise<void>): PairingClient {
    return {
      request: async (kind, signal, number) => {
        await ready();
        if (!(await this.#mayRequest(signal))) return { kind: 'failure', failure: { kind: 'network' } };
        // The wait isn't part of the request.
        pace.started(kind);
        return await client.request(kind, signal, number);
      },
    };
  }

  /** Waits for the lock of a pairing that has just started, and releases the lock when the pairing ends. */
  begin(
    runner: Pick<PairingRunner, 'onDidChange' | 'lock'>,
    claim: Promise<HeldLock | OthersLock>,
    events: LockEvents,
  ): void {
    const follow = (others: OthersLock, lost: boolean): void => {
      this.#claimed = others;
      runner.lock(others.by);
      others.onDidChange(() => {
        runner.lock(others.by);
        if (others.by === undefined)
          events.released(this.restored && !lost && this.clock.now() - this.#begunAt < reloadTime);
      });
      events.locked();
    };
    runner.onDidChange((state) => {
      // Keep the lock while the account of a linked phone is requested. A locked pairing keeps following the lock.
      if (isOver(state) && !state.plan && !state.inFlight && state.phase.kind !== 'locked') this.#end();
    });
    this.#ready = claim.then(async (claimed) => {
      this.#claimed = claimed;
      if (this.#ended) this.#release();
      else if (!claimed.held) follow(claimed, false);
      else {
        claimed.onDidLose((others) => {
          if (this.#ended) others.dispose();
          else follow(others, true);
        });
        await this.#wait(claimed.waitMs);
      }
    });
  }

  async #mayRequest(signal: AbortSignal): Promise<boolean> {
    await Promise.race([this.#ready, aborted(signal)]);
    const lock = this.#claimed;
    if (!lock?.held || signal.aborted) return false;
    const held = await lock.noteRequest();
    return held && !signal.aborted;
  }

  /** Waits for a time measured by {@link Clock.elapsed}, so that setting the system clock doesn't shorten it. */
  #wait(ms: number): Promise<void> {
    const until = this.clock.elapsed() + ms;
    return new Promise((resolve) => {
      const step = (): void => {
        const left = until - this.clock.elapsed();
        if (left > 0) this.#cancelWait = this.clock.at(this.clock.now() + left, step);
        else resolve();
      };
      step();
    });
  }

  #end(): void {
    this.#ended = true;
    this.#cancelWait?.();
    this.#release();
  }

  #release(): void {
    if (this.#claimed?.held) void this.#claimed.release();
    else this.#claimed?.dispose();
    this.#claimed = undefined;
  }
}
