import type { Machine } from '../../src/core/time/clock';

/** A machine whose time passes faster than real time. */
export interface FastMachine extends Machine {
  /** The same as {@link Machine.wall}, for everything except the machine's own {@link Clock}. */
  now(): number;
}

/** Creates a machine of this speed. */
export function fastMachine(speed: number): FastMachine {
  const startedAt = Date.now();
  const start = performance.now() * speed;
  /** The last reading of the wall clock, until the monotonic clock is read. */
  let wallReading: number | undefined;
  const elapsed = (): number => performance.now() * speed - start;
  return {
    now: () => startedAt + elapsed(),
    wall: () => startedAt + (wallReading = elapsed()),
    // A clock reads one right after the other. At this speed, the time in between would look like sleep.
    monotonic: () => {
      const time = wallReading ?? elapsed();
      wallReading = undefined;
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
