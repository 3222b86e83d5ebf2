import { minGap } from './figures';
import type { PairingRecord } from './record';
import type { Circumstances } from './scenario';

/** The minimum for any client in one session, in ms. */
export interface Bound {
  readonly expired: number;
  readonly notShown: number;
}

/** Step and end of the table of windows, in ms. */
const step = 100;
const widest = 15_000;
const steps = widest / step;
const gap = minGap / step;

/**
 * `costs(n)[w]`: the valid code in steps that is not on screen at least, over `n` changes whose common moment lies anywhere
 * in a window of `w` steps, and over the last code’s end. A client that never shows an expired code covers it from the
 * window’s beginning on until an answer brings the next one. An answer without it costs 5 s and tells that the change
 * comes later; both kinds of answer make the window narrower for the next change.
 */
const tables: Float64Array[] = [Float64Array.from({ length: steps + 1 }, (_, width) => width / 2)];

function costs(changes: number): Float64Array {
  const known = tables[changes];
  if (known) return known;
  const later = costs(changes - 1);
  const [first, afterMiss] = [new Float64Array(steps + 1), new Float64Array(steps + 1)];
  first[0] = later[0] ?? 0;
  afterMiss[0] = gap + (later[0] ?? 0);
  for (let width = 1; width <= steps; width++) {
    // After an answer without the new code, the next request reads at least 5 s later. It needn’t be later than the end.
    afterMiss[width] = width <= gap ? gap + (later[width] ?? 0) : cheapest(width, gap, later, afterMiss);
    first[width] = cheapest(width, 1, later, afterMiss);
  }
  tables[changes] = first;
  return first;
}

/** The cheapest moment for the next reading, at `soonest` steps or later in a window. */
function cheapest(width: number, soonest: number, later: Float64Array, afterMiss: Float64Array): number {
  let best = Infinity;
  for (let at = soonest; at <= width; at++) {
    const hit = at + (later[at] ?? 0);
    const miss = at === width ? 0 : at + (afterMiss[width - at] ?? 0);
    best = Math.min(best, (at * hit + (width - at) * miss) / width);
  }
  return best;
}

/** The valid code that is not on screen at least, in ms, if the common moment of `changes` changes is known up to `window` ms and each new code needs `way` ms to the screen. */
export function leastNotShown(window: number, changes: number, way: number): number {
  const width = Math.min(Math.floor(window / step), steps);
  return step * (costs(changes)[width] ?? 0) + changes * way;
}

/** The minimum for any client that shows the code of a session without expiry from its first answer on, given what it knew about the first code’s birth. */
export function boundOf(
  circumstances: Circumstances,
  { begins, birthWindow, displays }: PairingRecord,
): Bound {
  const { lifetime, meanDelay, manner } = circumstances;
  const way = (manner.readsFirst ? manner.thinking : 0) + meanDelay;
  const since = displays[0]?.from ?? begins;
  const changes = lifetime.codes.filter(({ from }, index) => index > 0 && from > since).length;
  if (birthWindow !== undefined) return { expired: 0, notShown: leastNotShown(birthWindow, changes, way) };
  const betweenReadings = Math.max(minGap, manner.thinking + 2 * meanDelay);
  const unknownEnd = betweenReadings / 2 + way;
  if (changes === 0) return { expired: unknownEnd, notShown: 0 };
  return { expired: unknownEnd, notShown: unknownEnd + leastNotShown(minGap, changes - 1, way) };
}
