import type { Cancel, Machine } from '../../../src/core/time/clock';

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** A session lasts 160 s: who goes on for so many ms never learns of its end. */
const longest = 3_600_000;

/** Time that jumps from one event to the next; whole milliseconds. */
export class Simulation {
  readonly #due = new Set<Due>();
  readonly #begins: number;
  #now: number;

  /** `settle` lets promises go on that an event has fulfilled. */
  constructor(
    begins: number,
    private readonly settle: () => Promise<void> | undefined,
  ) {
    this.#begins = begins;
    this.#now = begins;
  }

  /** The true time, which is the gateway's. */
  get now(): number {
    return this.#now;
  }

  /** Calls `run` at `at`; of two at one instant the one asked for first comes first. */
  at(at: number, run: () => void): Cancel {
    const due = { at, run };
    this.#due.add(due);
    return () => {
      this.#due.delete(due);
    };
  }

  /** Goes on until `over` or until nothing is due any more. */
  async run(over: () => boolean): Promise<void> {
    while (!over()) {
      let next: Due | undefined;
      for (const due of this.#due) if (!next || due.at < next.at) next = due;
      if (!next) return;
      if (next.at > this.#begins + longest) throw new Error('The pairing did not end.');
      this.#due.delete(next);
      this.#now = next.at;
      next.run();
      const settled = this.settle();
      if (settled) await settled;
    }
  }

  /** A user's machine whose clock runs `ahead` ms ahead of the gateway's; its timers are never late. */
  machine(ahead: number): Machine {
    return {
      wall: () => this.#now + ahead,
      monotonic: () => this.#now,
      after: (ms, run) => this.at(this.#now + Math.ceil(ms), run),
    };
  }
}
