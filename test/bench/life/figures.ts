import type { SessionLifetime } from './lifetime';
import type { PairingRecord } from './record';

/** The gateway’s minimum between two requests, in ms. */
export const minGap = 5_000;

/** The results of one pairing, with times in ms. */
export interface Statistics {
  /** How long an expired code was on screen, and the longest time without a break. */
  readonly expired: number;
  readonly longestExpired: number;
  /** How many codes expired on screen or appeared after they had expired. */
  readonly expiredCodes: number;
  /** How long the gateway had a valid code that was not on screen, counted from the first code on screen. */
  readonly notShown: number;
  /** Time from issue to display, for each later code that was issued during the pairing and was shown. */
  readonly delays: readonly number[];
  /** How many of these delays exceed 5 s plus the round trip of the request that returned the code. */
  readonly late: number;
  /** Later codes that were issued during the pairing and never shown. */
  readonly neverShown: number;
  /** Time from issue to display of the first code, if the pairing began before it was issued. */
  readonly firstDelay: number | undefined;
  /** Requests for codes, and the other requests. */
  readonly requests: number;
  readonly checks: number;
  /** Requests for codes that reached the gateway less than 5 s after the previous one. */
  readonly closeRequests: number;
}

/** Compares what was shown with what was valid, until `latest`. */
export function statisticsOf(
  lifetime: SessionLifetime,
  { begins, ends, displays, arrivals, checks }: PairingRecord,
  latest = Infinity,
): Statistics {
  let expired = 0;
  let longestExpired = 0;
  let expiredCodes = 0;
  let notShown = 0;
  let expiredPeriod = { from: 0, until: 0 };
  for (const { code, from, until } of displays) {
    const expiredAt = Math.max(lifetime.codes[code]?.until ?? 0, from);
    if (expiredAt >= until) continue;
    expiredCodes += 1;
    expired += until - expiredAt;
    expiredPeriod = { from: expiredPeriod.until === expiredAt ? expiredPeriod.from : expiredAt, until };
    longestExpired = Math.max(longestExpired, expiredPeriod.until - expiredPeriod.from);
  }
  const [firstOnScreen] = displays;
  const displaysByCode = lifetime.codes.map((_, index) => displays.filter(({ code }) => code === index));
  const delays: number[] = [];
  let late = 0;
  let neverShown = 0;
  lifetime.codes.forEach(({ from: issuedAt, until }, index) => {
    const expiresAt = Math.min(until, latest);
    const displaysOfCode = displaysByCode[index] ?? [];
    const start = Math.max(issuedAt, firstOnScreen?.from ?? begins);
    const timeShown = displaysOfCode.reduce(
      (sum, { from, until }) => sum + Math.max(Math.min(until, expiresAt) - from, 0),
      0,
    );
    notShown += Math.max(expiresAt - start, 0) - timeShown;
    const [display] = displaysOfCode;
    if (index === 0 || issuedAt < begins || issuedAt >= ends) return;
    if (!display) neverShown += 1;
    else {
      delays.push(display.from - issuedAt);
      if (display.from - issuedAt > minGap + display.roundTrip) late += 1;
    }
  });
  const firstDisplay = lifetime.ready >= begins ? displaysByCode[0]?.[0] : undefined;
  return {
    expired,
    longestExpired,
    expiredCodes,
    notShown,
    delays,
    late,
    neverShown,
    firstDelay: firstDisplay && firstDisplay.from - lifetime.ready,
    requests: arrivals.length,
    checks: checks.length,
    closeRequests: arrivals.filter((at, index) => at - (arrivals[index - 1] ?? -Infinity) < minGap).length,
  };
}
