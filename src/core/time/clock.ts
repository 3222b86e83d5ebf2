// src/core/time: a clock that sleep and clock changes don't confuse; durations, countdowns and dates.
/** Cancels a pending timer; calling it twice does no harm. */
export type Cancel = () => void;

/** The time functions that a pairing needs. */
export interface Clock {
  /**
   * Milliseconds that never go back and include time during sleep. They start as those since the epoch on the user's clock, but
   * don't follow if that is set back: dates are shown with {@link wall}.
   */
  now(): number;
  /** The date on the user's clock for a time of {@link now}, in ms since the epoch: as if the clock had always been set as it is now. */
  wall(at: number): number;
  /** Milliseconds that have certainly passed for the gateway too: unlike {@link now}, setting the clock forward adds nothing. */
  elapsed(): number;
  /** Runs `run` once, when {@link now} reaches `deadline`. */
  at(deadline: number, run: () => void): Cancel;
}

/** The functions that a {@link Clock} is built on, so that tests can replace the machine. */
export interface Machine {
  wall(): number;
  monotonic(): number;
  /** Runs `run` once after `ms`; returns a function that cancels it. */
  after(ms: number, run: () => void): Cancel;
}

/** Longest single timer in ms, so that a deadline which passed during sleep is noticed at most this late after waking. */
const maxStep = 1_000;
/** A smaller difference between the two clocks, in ms, is drift and not sleep. */
const drift = 500;

/** Makes a clock that stays right after sleep and clock changes. */
export function steadyClock(machine: Machine): Clock {
  let time = machine.wall();
  let wall = time;
  let monotonic = machine.monotonic();

  // Timers and the monotonic clock stop during sleep, and the user can set the wall clock. The clock that advanced more
  // counts, so that a code can be covered too early but never too late.
  function now(): number {
    const wallStep = machine.wall() - wall;
    const monotonicStep = machine.monotonic() - monotonic;
    wall += wallStep;
    monotonic += monotonicStep;
    time += wallStep > monotonicStep + drift ? wallStep : monotonicStep;
    return time;
  }

  function at(deadline: number, run: () => void): Cancel {
    let cancel: Cancel;
    const step = (): void => {
      const left = deadline - now();
      if (left <= 0) run();
      else cancel = machine.after(Math.min(left, maxStep), step);
    };
    cancel = machine.after(Math.min(Math.max(deadline - now(), 0), maxStep), step);
    return () => {
      cancel();
    };
  }

  return {
    now,
    wall: (instant) => instant + machine.wall() - now(),
    elapsed: () => machine.monotonic(),
    at,
  };
}
