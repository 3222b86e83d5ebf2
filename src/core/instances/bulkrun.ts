import type { BulkResult } from './bulkresult';
import type { Clock } from '../time/clock';
import type { Failure } from '../failures/failure';
import type { GatewayPacer } from '../gateways/gatewaypacer';
import type { InstanceRef } from '../references/instanceref';
import { pause } from '../time/pause';

/** Limit of requests under way at once, since a gateway starts a browser for each session. */
const maxConcurrent = 4;

/** An action on one or several instances. */
export interface BulkWork {
  readonly refs: readonly InstanceRef[];
  readonly clock: Clock;
  /** Minimum time between two starts, in ms. */
  readonly gap: number;
  /** The pacer of a gateway, shared with everything that sends requests about many instances. */
  readonly pacerOf: (gateway: string) => GatewayPacer;
  /** Runs the action on one instance; resolves to the failure, if there is one. */
  readonly run: (ref: InstanceRef, signal: AbortSignal) => Promise<Failure | undefined>;
}

/** Reports the progress of an action. */
export interface BulkProgress {
  /** Called for each instance when its request starts, with its number, counted from 1. */
  begins(ref: InstanceRef, number: number): void;
  /** Called when no request can start for a number of seconds because a gateway answered 429. */
  rests(seconds: number): void;
}

/**
 * Runs an action on all instances until it is stopped. Requests that are under way then are not aborted, since the gateway
 * may carry them out anyway. While one gateway is rate limited, the others go on, and an instance whose request got a 429
 * is tried once more. Once a gateway refuses every request, its remaining instances fail without a request.
 */
export async function workThrough(
  { refs, clock, gap, pacerOf, run }: BulkWork,
  progress: BulkProgress,
  stop: AbortSignal,
): Promise<BulkResult> {
  const done: InstanceRef[] = [];
  const failed: { ref: InstanceRef; failure: Failure }[] = [];
  const rateLimited = new Map<InstanceRef, Failure>();
  const underWay = new Set<Promise<void>>();
  let todo = refs.map((ref) => ({ ref, pacer: pacerOf(ref.gateway) }));
  const pacers = new Set(todo.map(({ pacer }) => pacer));
  let nextStart = -Infinity;
  let begun = 0;
  let reportedRest = -Infinity;

  const begin = (item: (typeof todo)[number]): void => {
    const { ref, pacer } = item;
    nextStart = clock.elapsed() + gap;
    begun++;
    progress.begins(ref, Math.min(begun, refs.length));
    const request = pacer.start();
    // Never aborted: the gateway may carry out a command that it has received anyway.
    const work = run(ref, new AbortController().signal)
      .then((failure) => {
        underWay.delete(work);
        request.answered(failure);
        if (!failure) done.push(ref);
        else if (failure.kind === 'rateLimit' && !rateLimited.has(ref)) {
          rateLimited.set(ref, failure);
          todo.push(item);
        } else failed.push({ ref, failure });
      })
      .finally(() => {
        request.abandoned();
      });
    underWay.add(work);
    // Only prevents an unhandled rejection: the race and `Promise.all` below still see the error.
    work.catch(() => undefined);
  };
  // The gateway may now accept what it refused before, and the user wants to know.
  for (const pacer of pacers) pacer.retryNow();
  while (!stop.aborted) {
    for (const { ref, pacer } of todo) if (pacer.refusal) failed.push({ ref, failure: pacer.refusal });
    todo = todo.filter(({ pacer }) => !pacer.refusal);
    if (todo.length === 0 && underWay.size === 0) break;
    const now = clock.elapsed();
    const readyAt = Math.min(...todo.map(({ pacer }) => pacer.commandAt()));
    const at = underWay.size < maxConcurrent ? Math.max(nextStart, readyAt) : Infinity;
    if (at <= now) {
      const [next] = todo.splice(
        todo.findIndex(({ pacer }) => pacer.commandAt() <= now),
        1,
      );
      if (next) begin(next);
      continue;
    }
    if (at < Infinity && at > nextStart && at !== reportedRest) {
      progress.rests(Math.ceil((at - now) / 1_000));
      reportedRest = at;
    }
    await waitForChange(clock, at - now, pacers, underWay, stop);
  }
  await Promise.all(underWay);
  const left: InstanceRef[] = [];
  for (const { ref } of todo) {
    const failure = rateLimited.get(ref);
    if (failure) failed.push({ ref, failure });
    else left.push(ref);
  }
  return { done, failed, left };
}

/** Waits for `ms` milliseconds, or until a request ends, a pacer changes, or the action is stopped. */
async function waitForChange(
  clock: Clock,
  ms: number,
  pacers: ReadonlySet<GatewayPacer>,
  underWay: ReadonlySet<Promise<void>>,
  stop: AbortSignal,
): Promise<void> {
  const change = new AbortController();
  const subscriptions = Array.from(pacers, ({ onDidChange }) =>
    onDidChange(() => {
      change.abort();
    }),
  );
  try {
    await Promise.race([pause(clock, ms, AbortSignal.any([stop, change.signal])), ...underWay]);
  } finally {
    change.abort();
    for (const subscription of subscriptions) subscription.dispose();
  }
}
