import { backoff } from './backoff';
import type { BulkResult } from './bulk';
import { isRefusal } from './checkplan';
import type { Clock } from './clock';
import type { Failure } from './failure';
import type { InstanceRef } from './instanceref';
import { pause } from './pause';

/** Calls that may be under way at once: a gateway has its limits, and starts a browser for each session. */
const mostAtOnce = 4;

/** What is done to one or several instances. */
export interface BulkWork {
  readonly refs: readonly InstanceRef[];
  readonly clock: Clock;
  /** Least time between two starts, in ms. */
  readonly gap: number;
  /** Does it to one; why that failed, if it did. */
  readonly run: (ref: InstanceRef, signal: AbortSignal) => Promise<Failure | undefined>;
}

/** How far bulk work has come. */
export interface BulkProgress {
  /** Told of each that begins: the how manieth it is. */
  begins(ref: InstanceRef, number: number): void;
  /** Told when the gateway wants to be left alone for so many seconds. */
  rests(seconds: number): void;
}

/**
 * Does it to all of them until it is stopped; what is under way then is waited for, since the gateway may do it all the
 * same. A gateway that wants to be left alone is, and whom it turned away for that gets one more turn. What a
 * connection as a whole is refused is not asked again.
 */
export async function workThrough(
  { refs, clock, gap, run }: BulkWork,
  progress: BulkProgress,
  stop: AbortSignal,
): Promise<BulkResult> {
  const done: InstanceRef[] = [];
  const failed: { ref: InstanceRef; failure: Failure }[] = [];
  const todo = [...refs];
  const turnedAway = new Map<InstanceRef, Failure>();
  const refused = new Map<string, Failure>();
  let next = 0;
  let [earliest, restsUntil, slowdowns] = [clock.elapsed(), -Infinity, 0];

  const failsUnasked = (): boolean => {
    const ref = todo[next];
    const failure = ref && refused.get(ref.connection);
    if (!failure) return false;
    failed.push({ ref, failure });
    next++;
    return true;
  };
  const turn = async (): Promise<void> => {
    for (;;) {
      const begin = Math.max(earliest, restsUntil, clock.elapsed());
      earliest = begin + gap;
      const wait = begin - clock.elapsed();
      if (wait > 0) await pause(clock, wait, stop);
      if (stop.aborted || restsUntil <= clock.elapsed()) return;
    }
  };
  const settle = (ref: InstanceRef, failure: Failure | undefined): void => {
    if (failure?.kind === 'rateLimit') {
      const { seconds, ms } = backoff(++slowdowns, 0, failure.retryAfterMs);
      restsUntil = Math.max(restsUntil, clock.elapsed() + ms);
      if (!turnedAway.has(ref)) {
        turnedAway.set(ref, failure);
        todo.push(ref);
        progress.rests(seconds);
        return;
      }
    }
    if (!failure) {
      slowdowns = 0;
      done.push(ref);
      return;
    }
    if (isRefusal(failure)) refused.set(ref.connection, failure);
    failed.push({ ref, failure });
  };
  const worker = async (): Promise<void> => {
    while (next < todo.length) {
      if (failsUnasked()) continue;
      await turn();
      const ref = todo[next];
      if (!ref || stop.aborted) return;
      if (failsUnasked()) continue;
      next++;
      progress.begins(ref, Math.min(next, refs.length));
      // Never aborted: a command that the gateway has got may be carried out whether somebody listens or not.
      settle(ref, await run(ref, new AbortController().signal));
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, refs.length) }, worker));
  const left = todo.slice(next).filter((ref) => {
    const failure = turnedAway.get(ref);
    if (failure) failed.push({ ref, failure });
    return !failure;
  });
  return { done, failed, left };
}
