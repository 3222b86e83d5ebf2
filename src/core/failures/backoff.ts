import type { Failure } from './failure';

/** Waits in seconds after the first, second, … failed request; the last wait repeats. Source: the vendor's guide ("10 seconds, then 20"). */
const waits = [10, 20, 40, 60] as const;
/** Largest random extra time, as a share of the wait: it keeps many clients from retrying at the same moment. */
const jitter = 0.1;
/** Minimum wait in seconds, even if `Retry-After` is shorter: the gap that two requests keep anyway. */
const minRetryAfter = 5;
/** Limit in seconds for a wait that `Retry-After` asks for. */
const maxRetryAfter = 3_600;

/** How long to wait, as shown and as carried out. */
export interface Wait {
  /** The wait that the user sees, in seconds. */
  seconds: number;
  /** The actual wait in milliseconds, never shorter than the one shown. */
  ms: number;
}

/** How long the next request of a kind waits after one that failed, in ms, if that wait isn't shown: as long as the gateway asks. */
export function quietWait({ kind, retryAfterMs }: Failure): number {
  const asks = kind === 'rateLimit' || retryAfterMs !== undefined;
  return asks ? backoff(1, 0, retryAfterMs).ms : minRetryAfter * 1_000;
}

/** How long to wait after `failures` failed requests in a row (1 = the first); `chance` is in [0, 1). */
export function backoff(failures: number, chance: number, retryAfterMs?: number): Wait {
  if (retryAfterMs !== undefined) {
    const asked = Math.ceil(retryAfterMs / 1_000);
    const seconds = Math.min(Math.max(asked, minRetryAfter), maxRetryAfter);
    return { seconds, ms: seconds * 1_000 };
  }
  const seconds = waits[Math.min(Math.max(failures, 1), waits.length) - 1] ?? 60;
  return { seconds, ms: Math.round(seconds * 1_000 * (1 + jitter * chance)) };
}
