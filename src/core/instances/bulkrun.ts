import { backoff } from '../failures/backoff';
import type { BulkResult } from './bulkresult';
import { isRefusal } from './checkplan';
import type { Clock } from '../time/clock';
import type { Failure } from '../failures/failure';
import type { InstanceRef } from '../references/instanceref';
import { pause } from '../time/pause';

/** Requests that may be under way at once: a gateway has its limits, and starts a browser for each session. */
const maxConcurrent = 4;

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
  /** Told when nothing can go on for so many seconds, since the gateway wants to be left alone. */
  rests(seconds: number): void;
}

/** What a gateway has said, as far as it matters to what comes next. */
interface Lane {
  restsUntil: number;
  slowdowns: number;
  /** Why it was refused as a whole. */
  refusal?: Failure;
}

/**
 * Does it to all of them until it is stopped; what is under way then is waited for, since the gateway may do it all the
 * same. A gateway whose gateway wants to be left alone is, while others go on, and whom it turned away for that gets
 * one more turn. What a gateway as a whole is refused is not asked again.
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
  const lanes = new Map<string, Lane>();
  const underWay = new Set<Promise<void>>();
  let earliest = -Infinity;
  let begun = 0;

  const laneOf = ({ gateway }: InstanceRef): Lane => {
    const lane = lanes.get(gateway) ?? { restsUntil: -Infinity, slowdowns: 0 };
    lanes.set(gateway, lane);
    return lane;
  };
  const settle = (ref: InstanceRef, failure: Failure | undefined): void => {
    const lane = laneOf(ref);
    if (failure?.kind === 'rateLimit') {
      lane.restsUntil = clock.elapsed() + backoff(++lane.slowdowns, 0, failure.retryAfterMs).ms;
      if (!turnedAway.has(ref)) {
        turnedAway.set(ref, failure);
        todo.push(ref);
        return;
      }
    }
    if (!failure) {
      lane.slowdowns = 0;
      done.push(ref);
      return;
    }
    if (isRefusal(failure)) lane.refusal = failure;
    failed.push({ ref, failure });
  };
  const begin = (ref: InstanceRef): void => {
    earliest = clock.elapsed() + gap;
    begun++;
    progress.begins(ref, Math.min(begun, refs.length));
    // Never aborted: a command that the gateway has got may be carried out whether somebody listens or not.
    const work = run(ref, new AbortController().signal).then((failure) => {
      settle(ref, failure);
      underWay.delete(work);
    });
    underWay.add(work);
    // Whoever waits for it next hears of what went wrong.
    work.catch(() => undefined);
  };
  while (!stop.aborted) {
    const now = clock.elapsed();
    const at = Math.max(earliest, Math.min(...todo.map((ref) => readyAt(laneOf(ref)))));
    if (underWay.size === maxConcurrent || (todo.length === 0 && underWay.size > 0))
      await Promise.race(underWay);
    else if (todo.length === 0) break;
    else if (at > now) {
      if (at > earliest) progress.rests(Math.ceil((at - now) / 1_000));
      await pause(clock, at - now, stop);
    } else {
      const [ref] = todo.splice(
        todo.findIndex((each) => readyAt(laneOf(each)) <= now),
        1,
      );
      const failure = ref && laneOf(ref).refusal;
      if (ref && failure) failed.push({ ref, failure });
      else if (ref) begin(ref);
    }
  }
  await Promise.all(underWay);
  const left = todo.filter((ref) => {
    const failure = turnedAway.get(ref);
    if (failure) failed.push({ ref, failure });
    return !failure;
  });
  return { done, failed, left };
}

/** When the next may be asked through a gateway; of a refused one nobody need be. */
function readyAt({ refusal, restsUntil }: Lane): number {
  return refusal ? -Infinity : restsUntil;
}
