import type { PairingClient } from '../core/gateways/client';
import { isOver } from '../core/pairing/pairing';
import type { PairingRunner } from '../core/pairing/runner';
import type { Clock } from '../core/time/clock';
import type { Elsewhere, Lease } from '../platform/locks/leases';
import { staleTime } from '../platform/locks/leases';
import { beat } from '../platform/locks/lookout';

/** How long a window that is reloaded may take to give back its locks, or to be noticed as gone, in ms. */
export const reloadTime = staleTime + 3 * beat;

/** What is told of the lock on an instance. */
export interface LockEvents {
  /** Another window has the lock. */
  locked(): void;
  /** The window that had it has let it go; `own` if that can only have been this window before it was reloaded. */
  freed(own: boolean): void;
}

/** The lock under which a pairing sends its requests: none is sent before it is there, and none once it is lost. */
export class PairingLock {
  #granted: Promise<void> = Promise.resolve();
  #claimed: Lease | Elsewhere | undefined;
  #over = false;
  readonly #begunAt: number;

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    /** Whether a reload of the window brought the pairing back. */
    private readonly restored: boolean,
  ) {
    this.#begunAt = clock.now();
  }

  /** The client, whose requests wait for the lock. */
  guard(client: PairingClient): PairingClient {
    return {
      request: async (kind, signal, number) => {
        await this.#granted;
        if (signal.aborted) return { kind: 'failure', failure: { kind: 'network' } };
        return await client.request(kind, signal, number);
      },
    };
  }

  /** Waits for the lock of a pairing that has just begun, and gives it back when that is over. */
  begin(
    runner: Pick<PairingRunner, 'onDidChange' | 'lock'>,
    claim: Promise<Lease | Elsewhere>,
    events: LockEvents,
  ): void {
    const follow = (elsewhere: Elsewhere, lost: boolean): void => {
      this.#claimed = elsewhere;
      runner.lock(elsewhere.where);
      elsewhere.onDidChange(() => {
        runner.lock(elsewhere.where);
        if (elsewhere.where === undefined)
          events.freed(this.restored && !lost && this.clock.now() - this.#begunAt < reloadTime);
      });
      events.locked();
    };
    runner.onDidChange((state) => {
      // A linked phone's account is still asked for; a locked pairing follows the lock.
      if (isOver(state) && !state.plan && !state.inFlight && state.phase.kind !== 'locked') this.#end();
    });
    this.#granted = claim.then((claimed) => {
      this.#claimed = claimed;
      if (this.#over) this.#letGo();
      else if (!claimed.held) follow(claimed, false);
      else
        claimed.onDidLose((elsewhere) => {
          if (this.#over) elsewhere.dispose();
          else follow(elsewhere, true);
        });
    });
  }

  #end(): void {
    this.#over = true;
    this.#letGo();
  }

  #letGo(): void {
    if (this.#claimed?.held) void this.#claimed.release();
    else this.#claimed?.dispose();
    this.#claimed = undefined;
  }
}
