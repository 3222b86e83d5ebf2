import type { SessionStatus } from '../gateways/answer';
import { refusedGap } from '../gateways/gatewaypacer';
import { backoff } from '../failures/backoff';
import type { Failure } from '../failures/failure';
import { isTransient } from '../failures/failure';

/** Minimum time between two checks of one instance, and the time between them while its status is about to change, in ms. */
export const checkGap = 10_000;
/** Time between checks while a session's status is stable, in ms. */
const settledPace = 30_000;

const settled: ReadonlySet<SessionStatus> = new Set(['WORKING', 'STOPPED', 'FAILED']);

/** Minimum time between the starts of two checks, in ms, so that no minute ever contains more than `budget` of them. */
export function startGap(budget: number): number {
  // One millisecond extra, since a minute includes both its first and its last moment.
  return Math.floor(60_000 / Math.max(Math.floor(budget), 1)) + 1;
}

/** Time until the next check after one that found this status, in ms. */
export function paceAfterStatus(status: SessionStatus): number {
  return settled.has(status) ? settledPace : checkGap;
}

/** Time until the next check after a number of failed checks in a row, in ms; `chance` is in [0, 1). */
export function paceAfterFailure(failure: Failure, failures: number, chance: number): number {
  if (!isTransient(failure)) return refusedGap;
  // A 429 is about all instances of the gateway, so the gateway's pacer handles it.
  if (failure.kind === 'rateLimit') return checkGap;
  return Math.max(backoff(failures, chance, failure.retryAfterMs).ms, checkGap);
}
