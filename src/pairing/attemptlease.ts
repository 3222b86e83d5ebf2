import type { Clock } from '../core/time/clock';
import type { Disposable } from '../core/events/emitter';
import type { PairingClient } from '../core/gateways/client';
import { isOver } from '../core/pairing/pairing';
import type { InstancePairing } from './instancepairing';
import type { Elsewhere, Lease } from '../platform/locks/leases';
import { staleTime } from '../platform/locks/leases';
import { beat } from '../platform/locks/lookout';

/** How long a window that is loaded again may take to give back what it had, or to be noticed as gone, in ms. */
export const reloadTime = staleTime + 3 * beat;

/** What an attempt under a lease needs of its pairing. */
export type LeasedPairing = Pick<InstancePairing, 'state' | 'onDidChange' | 'moveTo'>;

/** The lease under which an attempt sends requests to the gateway: no request is made before it is there, and none once it is lost. */
export class AttemptLease {
  #granted: Promise<void> = Promise.resolve();
  #lease: Lease | undefined;
  #following: Disposable | undefined;
  #losing: Disposable | undefined;
  #over = false;

  /** The gateway, which is called as soon as the lease is there. */
  guarded(client: PairingClient): PairingClient {
    return {
      ask: async (request, signal, number) => {
        await this.#granted;
        if (signal.aborted) return { kind: 'failure', failure: { kind: 'network' } };
        return await client.ask(request, signal, number);
      },
    };
  }

  /** Waits for the lease of an attempt that has just begun, and gives it back when that is over. */
  begin(
    pairing: LeasedPairing,
    claim: Promise<Lease | Elsewhere>,
    /** Told where it goes on; whether another window has taken it over, or had it already. */
    onElsewhere: (elsewhere: Elsewhere, lost: boolean) => void,
  ): void {
    const move = (elsewhere: Elsewhere, lost: boolean): void => {
      pairing.moveTo(elsewhere);
      onElsewhere(elsewhere, lost);
    };
    this.#following = pairing.onDidChange((state) => {
      // A linked phone's account is still asked for.
      if (isOver(state) && !state.plan && !state.inFlight) this.#end();
    });
    this.#granted = claim.then((claimed) => {
      if (this.#over) {
        if (claimed.held) void claimed.release();
        else claimed.dispose();
      } else if (claimed.held) {
        this.#lease = claimed;
        this.#losing = claimed.onDidLose((elsewhere) => {
          move(elsewhere, true);
        });
      } else move(claimed, false);
    });
  }

  #end(): void {
    this.#over = true;
    this.#following?.dispose();
    this.#losing?.dispose();
    void this.#lease?.release();
  }
}

/** Resumes what a reload of the window brought back once its lease, which the window itself had before, is free. */
export function resumeOnceFree(
  elsewhere: Pick<Elsewhere, 'where' | 'onDidChange'>,
  clock: Pick<Clock, 'now'>,
  begunAt: number,
  resume: () => void,
): void {
  elsewhere.onDidChange(() => {
    if (elsewhere.where === undefined && clock.now() - begunAt < reloadTime) resume();
  });
}
