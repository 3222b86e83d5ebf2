import type { Machine } from '../../src/core/time/clock';

/** A machine on which time passes so many times as fast as it does. */
export interface FastMachine extends Machine {
  /** What {@link Machine.wall} would say, for everyone but the machine's own {@link Clock}. */
  now(): number;
}

/** Switches on a machine of this speed. */
export function fastMachine(speed: number): FastMachine {
  const switchedOn = Date.now();
  const start = performance.now() * speed;
  /** What the last look at the wall clock saw, until the other clock was looked at. */
  let seen: number | undefined;
  const passed = (): number => performance.now() * speed - start;
  return {
    now: () => switchedOn + passed(),
    wall: () => switchedOn + (seen = passed()),
    // A clock looks at one right after the other. Time that passed in between would be a sleep to it, at such a speed.
    monotonic: () => {
      const time = seen ?? passed();
      seen = undefined;
      return start + time;
    },
    after: (ms, run) => {
      const timer = setTimeout(run, ms / speed);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
