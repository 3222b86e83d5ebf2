import type { Clock as Timers } from '@sinonjs/fake-timers';
import { createClock } from '@sinonjs/fake-timers';
import type { Cancel, Machine } from '../../../src/core/time/clock';

/** The instant at which a fake machine is switched on. */
export const epoch = Date.UTC(2026, 0, 1);

/** A machine whose time passes only when told to, and which can sleep or have its clock set. */
export class FakeMachine implements Machine {
  readonly #timers: Timers = createClock(epoch);
  #wallAhead = 0;

  wall(): number {
    return this.#timers.Date.now() + this.#wallAhead;
  }

  monotonic(): number {
    return this.#timers.Date.now() - epoch;
  }

  after(ms: number, run: () => void): Cancel {
    const id = this.#timers.setTimeout(run, ms);
    return () => {
      this.#timers.clearTimeout(id);
    };
  }

  /** How many timers are running. */
  get timers(): number {
    return this.#timers.countTimers();
  }

  /** Lets time pass; promises settle in between as they would. */
  async pass(ms: number): Promise<void> {
    await this.#timers.tickAsync(ms);
  }

  /** Lets the wall clock go on alone: what a sleep looks like on waking, and a clock set by hand. */
  jump(ms: number): void {
    this.#wallAhead += ms;
  }
}
