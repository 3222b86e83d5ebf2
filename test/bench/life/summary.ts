import type { Bound } from './bounds';
import type { Statistics } from './figures';

/** The results of many pairings. Times are in seconds, counts and shares are per pairing. */
export interface Summary {
  readonly sessions: number;
  readonly expired: Spread & { readonly mean: number; readonly longest: number };
  /** Later codes that were issued during a pairing. */
  readonly newCodes: number;
  /** Seconds on screen after the expiry, for each code that expired on screen, with the standard error. Undefined if no code did. */
  readonly expiredPerCode: { readonly mean: number; readonly error: number } | undefined;
  readonly notShown: number;
  readonly delay: Spread;
  readonly late: number;
  readonly neverShown: number;
  readonly firstDelay: Spread;
  /** Requests for codes, and the other requests. */
  readonly requests: number;
  readonly checks: number;
  readonly closeRequests: number;
  /** The minimum for any client in scenarios without expiry, in s per session. */
  readonly bound: Bound;
}

/** Percentiles of a distribution. Undefined if there are no values. */
export interface Spread {
  readonly median: number | undefined;
  readonly p99: number | undefined;
  readonly max: number | undefined;
}

/** Summarizes pairings, and what any client would have had to accept in them. */
export function summary(all: readonly Statistics[], bounds: readonly Bound[] = []): Summary {
  const mean = (value: (statistics: Statistics) => number): number =>
    all.reduce((sum, statistics) => sum + value(statistics), 0) / all.length;
  const total = (value: (statistics: Statistics) => number): number => mean(value) * all.length;
  const delays = all.flatMap(({ delays: some }) => some);
  const neverShown = Math.round(total((statistics) => statistics.neverShown));
  return {
    sessions: all.length,
    expired: {
      mean: mean(({ expired }) => expired) / 1_000,
      ...spread(all.map(({ expired }) => expired)),
      longest: all.reduce((most, { longestExpired }) => Math.max(most, longestExpired), 0) / 1_000,
    },
    newCodes: delays.length + neverShown,
    expiredPerCode: meanExpired(all),
    notShown: mean(({ notShown }) => notShown) / 1_000,
    delay: spread(delays),
    late: Math.round(total(({ late }) => late)),
    neverShown: neverShown,
    firstDelay: spread(all.flatMap(({ firstDelay }) => (firstDelay === undefined ? [] : [firstDelay]))),
    requests: mean(({ requests }) => requests),
    checks: mean(({ checks }) => checks),
    closeRequests: mean(({ closeRequests }) => closeRequests),
    bound: {
      expired: bounds.reduce((sum, { expired }) => sum + expired, 0) / bounds.length / 1_000,
      notShown: bounds.reduce((sum, { notShown }) => sum + notShown, 0) / bounds.length / 1_000,
    },
  };
}

/** The standard error counts sessions, not codes: in a loop, the codes of one session all expire at the same phase of its interval. */
function meanExpired(all: readonly Statistics[]): Summary['expiredPerCode'] {
  const count = all.reduce((sum, { expiredCodes }) => sum + expiredCodes, 0);
  if (count === 0) return undefined;
  const mean = all.reduce((sum, { expired }) => sum + expired, 0) / count;
  const squares = all.reduce(
    (sum, { expired, expiredCodes }) => sum + (expired - mean * expiredCodes) ** 2,
    0,
  );
  return { mean: mean / 1_000, error: Math.sqrt(squares) / count / 1_000 };
}

/** Percentiles of milliseconds, in seconds. */
export function spread(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number | undefined => {
    const value = sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)];
    return value === undefined ? undefined : value / 1_000;
  };
  return { median: at(0.5), p99: at(0.99), max: at(1) };
}
