import type { Machine } from '../core/time/clock';

/** The clocks and timers of the machine that the extension host runs on. */
export const machine: Machine = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
