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

/** Something that runs at a time. */
interface Wait {
  readonly deadline: number;
  readonly run: () => void;
}

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

  // All waits share one timer of the machine: a hundred pairings wait for several things each.
  const waits = new Set<Wait>();
  let cancelTimer: Cancel | undefined;
  /** When the timer runs out. */
  let wakeAt = Infinity;

  function at(deadline: number, run: () => void): Cancel {
    const wait = { deadline, run };
    waits.add(wait);
    wakeBy(deadline);
    return () => {
      if (waits.delete(wait) && waits.size === 0) stopTimer();
    };
  }

  /** Makes sure that the timer runs out in time for a deadline. */
  function wakeBy(deadline: number): void {
    const from = now();
    // A timer whose time has passed is late: the machine slept, or its clock was set. What was due by then is due now.
    const isLate = wakeAt < from;
    const at = isLate ? from : Math.min(Math.max(deadline, from), from + maxStep);
    if (at >= wakeAt && !isLate) return;
    stopTimer();
    wakeAt = at;
    cancelTimer = machine.after(at - from, wake);
  }

  function stopTimer(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    wakeAt = Infinity;
  }

  function wake(): void {
    stopTimer();
    const present = now();
    const due = [...waits].filter(({ deadline }) => deadline <= present);
    due.sort((one, other) => one.deadline - other.deadline);
    try {
      // One of them may cancel another one.
      for (const wait of due) if (waits.delete(wait)) wait.run();
    } finally {
      // Even after an error, the others get their turn.
      if (waits.size > 0) wakeBy(Math.min(...Array.from(waits, ({ deadline }) => deadline)));
    }
  }

  return {
    now,
    wall: (instant) => instant + machine.wall() - now(),
    elapsed: () => machine.monotonic(),
    at,
  };
}
