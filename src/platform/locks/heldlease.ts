import { Emitter } from '../../core/events/emitter';
import type { Elsewhere, Lease } from './leases';

/** A lease that this window has: once for all of its claims, of which each is given back by itself. */
export class HeldLease {
  readonly #lost = new Emitter<Elsewhere>();
  #shares = 0;

  constructor(
    /** Told when a share is given back. */
    private readonly giveBack: () => Promise<void>,
  ) {}

  /** One claim's share in it. */
  share(): Lease {
    this.#shares++;
    let mine = true;
    return {
      held: true,
      onDidLose: this.#lost.event,
      release: async () => {
        if (!mine) return;
        mine = false;
        await this.giveBack();
      },
    };
  }

  /** Counts a share as given back, and tells how many are left. */
  leave(): number {
    return --this.#shares;
  }

  /** Tells, once, that another window has taken it over. */
  lose(elsewhere: Elsewhere): void {
    // Whoever hears of it disposes of it.
    if (this.#lost.used) this.#lost.fire(elsewhere);
    else elsewhere.dispose();
    this.#lost.dispose();
  }
}
