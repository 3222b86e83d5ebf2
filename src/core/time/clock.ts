/** Takes a pending timer back; calling it twice does no harm. */
export type Cancel = () => void;

/** What a pairing needs to know of time. */
export interface Clock {
  /** Milliseconds since the epoch on the user's clock; never runs backwards, counts time asleep. */
  now(): number;
  /** Milliseconds that surely passed for the gateway too: unlike {@link now}, a clock set forward adds nothing. */
  elapsed(): number;
  /** Runs `run` once, as soon as {@link now} has reached `deadline`. */
  at(deadline: number, run: () => void): Cancel;
}

/** The three primitives a {@link Clock} is made from, so that tests can stand in for the machine. */
export interface Machine {
  wall(): number;
  monotonic(): number;
  /** Runs `run` once after `ms` and returns how to cancel it. */
  after(ms: number, run: () => void): Cancel;
}

/** Longest single timer: how late a deadline can be noticed after the machine slept through it. */
const maxStep = 1_000;
/** Differences between the two clocks below this are drift, not sleep. */
const drift = 500;

/** A clock that survives sleep and clock changes, on the given machine. */
export function steadyClock(machine: Machine): Clock {
  let time = machine.wall();
  let wall = time;
  let monotonic = machine.monotonic();

  // Timers and the monotonic clock stand still in sleep, the wall clock can be set by hand: of the two the one
  // that went further counts, so that a code can only be covered too early, never too late.
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

  return { now, elapsed: () => machine.monotonic(), at };
}
