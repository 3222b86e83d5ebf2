import type { Cancel, Machine } from '../../../src/core/time/clock';

interface ScheduledEvent {
  readonly at: number;
  readonly run: () => void;
}

/** Maximum duration of a simulation in ms. A session lasts 160 s, so a pairing that runs longer never notices its end. */
const timeLimit = 3_600_000;

/** A simulated time that jumps from one event to the next, in whole milliseconds. */
export class Simulation {
  readonly #due = new Set<ScheduledEvent>();
  readonly #begins: number;
  #now: number;

  /** `settle` waits until the promises that an event resolved have settled. */
  constructor(
    begins: number,
    private readonly settle: () => Promise<void> | undefined,
  ) {
    this.#begins = begins;
    this.#now = begins;
  }

  /** The exact time, on the gateway’s clock. */
  get now(): number {
    return this.#now;
  }

  /** Runs `run` at `at`. Events at the same time run in the order in which they were added. */
  at(at: number, run: () => void): Cancel {
    const events = { at, run };
    this.#due.add(events);
    return () => {
      this.#due.delete(events);
    };
  }

  /** Runs events until `isOver` returns true or none are left. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      let next: ScheduledEvent | undefined;
      for (const due of this.#due) if (!next || due.at < next.at) next = due;
      if (!next) return;
      if (next.at > this.#begins + timeLimit) throw new Error('The pairing did not end.');
      this.#due.delete(next);
      this.#now = next.at;
      next.run();
      const settled = this.settle();
      if (settled) await settled;
    }
  }

  /** The user’s machine. Its clock is `clockOffset` ms ahead of the gateway’s. Its timers are never late. */
  machine(clockOffset: number): Machine {
    return {
      wall: () => this.#now + clockOffset,
      monotonic: () => this.#now,
      after: (ms, run) => this.at(this.#now + Math.ceil(ms), run),
    };
  }
}
