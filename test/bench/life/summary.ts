import type { Statistics } from './figures';

/** What many pairings came to; times in seconds, counts and shares for each pairing. */
export interface Summary {
  readonly sessions: number;
  readonly dead: Spread & { readonly mean: number; readonly worst: number };
  /** Codes born while a pairing ran that took another's place. */
  readonly births: number;
  /** Dead seconds for each code that died on screen and stayed there, with the standard error; undefined where none did. */
  readonly outlasting: { readonly mean: number; readonly error: number } | undefined;
  readonly missing: number;
  readonly delay: Spread;
  readonly late: number;
  readonly unseen: number;
  readonly first: Spread;
  readonly requests: number;
  readonly close: number;
}

/** The middle and the end of a spread; undefined where there is nothing. */
export interface Spread {
  readonly median: number | undefined;
  readonly p99: number | undefined;
  readonly max: number | undefined;
}

/** Sums up pairings. */
export function summary(all: readonly Statistics[]): Summary {
  const mean = (value: (statistics: Statistics) => number): number =>
    all.reduce((sum, statistics) => sum + value(statistics), 0) / all.length;
  const total = (value: (statistics: Statistics) => number): number => mean(value) * all.length;
  const delays = all.flatMap(({ delays: some }) => some);
  const unseen = Math.round(total((statistics) => statistics.unseen));
  return {
    sessions: all.length,
    dead: {
      mean: mean(({ dead }) => dead) / 1_000,
      ...spread(all.map(({ dead }) => dead)),
      worst: all.reduce((most, { worst }) => Math.max(most, worst), 0) / 1_000,
    },
    births: delays.length + unseen,
    outlasting: ratio(all),
    missing: mean(({ missing }) => missing) / 1_000,
    delay: spread(delays),
    late: Math.round(total(({ late }) => late)),
    unseen,
    first: spread(all.flatMap(({ first }) => (first === undefined ? [] : [first]))),
    requests: mean(({ requests }) => requests),
    close: mean(({ close }) => close),
  };
}

/** Codes of one session end at the same moments of a loop's turn: what is drawn anew each time is the session. */
function ratio(all: readonly Statistics[]): Summary['outlasting'] {
  const count = all.reduce((sum, { outlived }) => sum + outlived, 0);
  if (count === 0) return undefined;
  const mean = all.reduce((sum, { dead }) => sum + dead, 0) / count;
  const squares = all.reduce((sum, { dead, outlived }) => sum + (dead - mean * outlived) ** 2, 0);
  return { mean: mean / 1_000, error: Math.sqrt(squares) / count / 1_000 };
}

/** Of milliseconds, in seconds. */
export function spread(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number | undefined => {
    const value = sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)];
    return value === undefined ? undefined : value / 1_000;
  };
  return { median: at(0.5), p99: at(0.99), max: at(1) };
}
