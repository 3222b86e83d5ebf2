import type { BulkResult } from './bulkresult';
import type { Clock } from '../time/clock';
import type { Failure } from '../failures/failure';
import type { GatewayPacer } from '../gateways/gatewaypacer';
import type { InstanceRef } from '../references/instanceref';
import { pause } from '../time/pause';

/** Limit of requests under way at once: a gateway starts a browser for each session. */
const maxConcurrent = 4;

/** What is done to one or several instances. */
export interface BulkWork {
  readonly refs: readonly InstanceRef[];
  readonly clock: Clock;
  /** Minimum time between two starts, in ms. */
  readonly gap: number;
  /** What a gateway can take: shared with all others who ask it about many instances. */
  readonly pacerOf: (gateway: string) => GatewayPacer;
  /** Does it to one; why that failed, if it did. */
  readonly run: (ref: InstanceRef, signal: AbortSignal) => Promise<Failure | undefined>;
}

/** How far bulk work has come. */
export interface BulkProgress {
  /** Called for each that begins, with its number from 1 on. */
  begins(ref: InstanceRef, number: number): void;
  /** Called when nothing can go on for so many seconds, since a gateway has answered 429. */
  rests(seconds: number): void;
}

/**
 * Does it to all of them until it is stopped; what is under way then is waited for, since the gateway may do it all the
 * same. While one gateway rests after a 429 the others go on, and what it has turned away gets one more turn. Once a
 * gateway refuses every request it isn't asked for the rest.
 */
export async function workThrough(
  { refs, clock, gap, pacerOf, run }: BulkWork,
  progress: BulkProgress,
  stop: AbortSignal,
): Promise<BulkResult> {
  const done: InstanceRef[] = [];
  const failed: { ref: InstanceRef; failure: Failure }[] = [];
  const turnedAway = new Map<InstanceRef, Failure>();
  const underWay = new Set<Promise<void>>();
  let todo = refs.map((ref) => ({ ref, pacer: pacerOf(ref.gateway) }));
  const pacers = new Set(todo.map(({ pacer }) => pacer));
  let nextStart = -Infinity;
  let begun = 0;
  let toldRest = -Infinity;

  const begin = (item: (typeof todo)[number]): void => {
    const { ref, pacer } = item;
    nextStart = clock.elapsed() + gap;
    begun++;
    progress.begins(ref, Math.min(begun, refs.length));
    const request = pacer.start();
    // Never aborted: a command that the gateway has got may be carried out whether somebody listens or not.
    const work = run(ref, new AbortController().signal)
      .then((failure) => {
        underWay.delete(work);
        request.answered(failure);
        if (!failure) done.push(ref);
        else if (failure.kind === 'rateLimit' && !turnedAway.has(ref)) {
          turnedAway.set(ref, failure);
          todo.push(item);
        } else failed.push({ ref, failure });
      })
      .finally(() => {
        request.abandoned();
      });
    underWay.add(work);
    // Whoever waits for it next hears of what went wrong.
    work.catch(() => undefined);
  };
  // What was refused before may be accepted by now, and the user wants to know.
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
    if (at < Infinity && at > nextStart && at !== toldRest) {
      progress.rests(Math.ceil((at - now) / 1_000));
      toldRest = at;
    }
    await waitForNews(clock, at - now, pacers, underWay, stop);
  }
  await Promise.all(underWay);
  const left: InstanceRef[] = [];
  for (const { ref } of todo) {
    const failure = turnedAway.get(ref);
    if (failure) failed.push({ ref, failure });
    else left.push(ref);
  }
  return { done, failed, left };
}

/** Waits so many ms, but no longer than until a request has ended, a gateway can be asked sooner, or it is stopped. */
async function waitForNews(
  clock: Clock,
  ms: number,
  pacers: ReadonlySet<GatewayPacer>,
  underWay: ReadonlySet<Promise<void>>,
  stop: AbortSignal,
): Promise<void> {
  const news = new AbortController();
  const subscriptions = Array.from(pacers, ({ onDidChange }) =>
    onDidChange(() => {
      news.abort();
    }),
  );
  try {
    await Promise.race([pause(clock, ms, AbortSignal.any([stop, news.signal])), ...underWay]);
  } finally {
    news.abort();
    for (const subscription of subscriptions) subscription.dispose();
  }
}
