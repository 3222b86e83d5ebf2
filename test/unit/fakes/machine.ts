import type { Clock as Timers } from '@sinonjs/fake-timers';
import { createClock } from '@sinonjs/fake-timers';
import type { Cancel, Machine } from '../../../src/core/time/clock';

/** The time at which a fake machine starts. */
export const epoch = Date.UTC(2026, 0, 1);

/** A machine whose time passes only when the test lets it. It can also sleep or have its clock set. */
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

  /** Number of running timers. */
  get timers(): number {
    return this.#timers.countTimers();
  }

  /** Lets time pass; promises settle meanwhile as usual. */
  async pass(ms: number): Promise<void> {
    await this.#timers.tickAsync(ms);
  }

  /** Advances only the wall clock, as after a sleep or when the user sets the clock. */
  jump(ms: number): void {
    this.#wallAhead += ms;
  }
}
