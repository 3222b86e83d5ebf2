import type { Clock } from '../core/time/clock';
import { steadyClock } from '../core/time/clock';

/** The page's clock. It counts the time during which the machine sleeps, so that a code is covered too early rather than too late. */
export const clock: Clock = steadyClock({
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
});
