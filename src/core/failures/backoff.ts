/** Waits in seconds after the first, second, … unanswered wish; the last one repeats. Source: the vendor's guide ("10 seconds, then 20"). */
const waits = [10, 20, 40, 60] as const;
/** Share of a wait that chance may add, so that many clients don't come back together. */
const jitter = 0.1;
/** A gateway that asks for less patience than any two requests keep, in seconds, gets that. */
const minRetryAfter = 5;
/** No gateway is obeyed that asks for more patience than this, in seconds. */
const maxRetryAfter = 3_600;

/** A wait as it is announced and as it is kept. */
export interface Wait {
  /** What the user is told, in seconds. */
  seconds: number;
  /** What passes, in milliseconds: never less than announced. */
  ms: number;
}

/** How long to wait after `failures` vain requests in a row (1 = the first); `chance` is in [0, 1). */
export function backoff(failures: number, chance: number, retryAfterMs?: number): Wait {
  if (retryAfterMs !== undefined) {
    const asked = Math.ceil(retryAfterMs / 1_000);
    const seconds = Math.min(Math.max(asked, minRetryAfter), maxRetryAfter);
    return { seconds, ms: seconds * 1_000 };
  }
  const seconds = waits[Math.min(Math.max(failures, 1), waits.length) - 1] ?? 60;
  return { seconds, ms: Math.round(seconds * 1_000 * (1 + jitter * chance)) };
}
