import type { SessionStatus } from '../gateways/answer';
import { refusedGap } from '../gateways/gatewaypacer';
import { backoff } from '../failures/backoff';
import type { Failure } from '../failures/failure';
import { isTransient } from '../failures/failure';

/** Minimum time between two checks of one instance, and the pace while its status is about to change, in ms. */
export const checkGap = 10_000;
/** Pace of checks where a session stays as it is, in ms. */
const settledPace = 30_000;

const settled: ReadonlySet<SessionStatus> = new Set(['WORKING', 'STOPPED', 'FAILED']);

/** Minimum time between the starts of two checks, in ms, so that no minute ever holds more than `budget` of them. */
export function startGap(budget: number): number {
  // A millisecond more than a share of the minute: a minute's first and last instant both count.
  return Math.floor(60_000 / Math.max(Math.floor(budget), 1)) + 1;
}

/** How long after a check that found this status the next one is due, in ms. */
export function paceAfterStatus(status: SessionStatus): number {
  return settled.has(status) ? settledPace : checkGap;
}

/** How long after the last of so many failed checks in a row the next one is due, in ms; `chance` is in [0, 1). */
export function paceAfterFailure(failure: Failure, failures: number, chance: number): number {
  if (!isTransient(failure)) return refusedGap;
  // A 429 concerns all instances of the gateway, so its pacer sees to that.
  if (failure.kind === 'rateLimit') return checkGap;
  return Math.max(backoff(failures, chance, failure.retryAfterMs).ms, checkGap);
}
