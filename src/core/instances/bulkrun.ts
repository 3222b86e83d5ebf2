import type { BulkResult } from './bulkresult';
import type { Clock } from '../time/clock';
import type { Failure } from '../failures/failure';
import type { GatewayPacer } from '../gateways/gatewaypacer';
import type { InstanceRef } from '../references/instanceref';
import { pause } from '../time/pause';
import type { Outcome, Requests } from './instancework';

/** Limit of requests under way at once, since a gateway starts a browser for each session. */
const maxConcurrent = 4;

/** An action on one or several instances. */
export interface BulkWork {
  readonly refs: readonly InstanceRef[];
  readonly clock: Clock;
  /** Time that each request adds before the next instance begins, in ms. */
  readonly gap: number;
  /** The pacer of a gateway, shared with everything that sends requests about many instances. */
  readonly pacerOf: (gateway: string) => GatewayPacer;
  /** The action on one instance. */
  readonly run: (ref: InstanceRef, signal: AbortSignal) => Requests<Outcome>;
}

/** Reports the progress of an action. */
export interface BulkProgress {
  /** Called for each instance when its first request starts, with its number, counted from 1. */
  begins(ref: InstanceRef, number: number): void;
  /** Called when no request can start for a number of seconds because a gateway answered 429. */
  rests(seconds: number): void;
}

/** An instance that waits for its next request. */
interface Item {
  readonly ref: InstanceRef;
  readonly pacer: GatewayPacer;
  /** The action on the instance, after its first request. */
  readonly begun?: Requests<Outcome>;
  /** Milliseconds that must pass before the next request. */
  readonly rest: () => number;
}

const noRest = (): number => 0;

/**
 * Runs an action on all instances until it is stopped. Instances that have begun then are completed, since the gateway
 * may carry out what it has received anyway. All requests of an action share one budget. An instance that has begun doesn't
 * wait for it, so that its result comes soon; the instances that begin later do.
 *
 * While one gateway is rate limited, the others go on, and an instance whose first request got a 429 is tried once more. Once
 * a gateway refuses every request, its remaining instances fail without a request.
 */
export async function workThrough(
  { refs, clock, gap, pacerOf, run }: BulkWork,
  progress: BulkProgress,
  stop: AbortSignal,
): Promise<BulkResult> {
  const done: InstanceRef[] = [];
  const alreadyRunning: InstanceRef[] = [];
  const failed: { ref: InstanceRef; failure: Failure }[] = [];
  const rateLimited = new Map<InstanceRef, Failure>();
  const underWay = new Set<Promise<void>>();
  let todo = refs.map((ref): Item => ({ ref, pacer: pacerOf(ref.gateway), rest: noRest }));
  const pacers = new Set(todo.map(({ pacer }) => pacer));
  let nextStart = -Infinity;
  let begun = 0;
  let reportedRest = -Infinity;

  const settle = ({ ref, pacer }: Item, outcome: Outcome): void => {
    if (outcome.kind !== 'failed') {
      done.push(ref);
      if (outcome.kind === 'alreadyRunning') alreadyRunning.push(ref);
      return;
    }
    const { failure } = outcome;
    if (failure.kind === 'rateLimit' && !rateLimited.has(ref)) {
      rateLimited.set(ref, failure);
      todo.push({ ref, pacer, rest: noRest });
    } else failed.push({ ref, failure });
  };
  /** Sends one request, up to the next one or to the end of the action. */
  const advance = async (item: Item, requests: Requests<Outcome>): Promise<void> => {
    const request = item.pacer.start();
    try {
      for (;;) {
        const step = await requests.next();
        if (step.done) {
          settle(item, step.value);
          return;
        }
        const { failure, rest } = step.value;
        request.answered(failure);
        if (!rest) continue;
        todo.unshift({ ...item, begun: requests, rest });
        return;
      }
    } finally {
      request.abandoned();
    }
  };
  const start = (item: Item): void => {
    const { ref } = item;
    nextStart = Math.max(nextStart, clock.elapsed()) + gap;
    if (!item.begun) progress.begins(ref, Math.min(++begun, refs.length));
    // Never aborted: the gateway may carry out a command that it has received anyway.
    const work = advance(item, item.begun ?? run(ref, new AbortController().signal)).then(() => {
      underWay.delete(work);
    });
    underWay.add(work);
    // Only prevents an unhandled rejection: the race below still sees the error, since the work stays under way.
    work.catch(() => undefined);
  };
  // The gateway may now accept what it refused before, and the user wants to know.
  for (const pacer of pacers) pacer.retryNow();
  for (;;) {
    for (const { ref, pacer, begun: hasBegun } of todo)
      if (pacer.refusal && !hasBegun) failed.push({ ref, failure: pacer.refusal });
    todo = todo.filter(({ pacer, begun: hasBegun }) => !pacer.refusal || hasBegun);
    const waiting = stop.aborted ? todo.filter((item) => item.begun) : todo;
    if (waiting.length === 0 && underWay.size === 0) break;
    const now = clock.elapsed();
    const readyAt = ({ pacer, rest, begun: hasBegun }: Item): number =>
      Math.max(pacer.commandAt(), hasBegun ? now + rest() : nextStart);
    const at = underWay.size < maxConcurrent ? Math.min(...waiting.map(readyAt)) : Infinity;
    const next = at <= now ? waiting.find((item) => readyAt(item) <= now) : undefined;
    if (next) {
      todo = todo.filter((item) => item !== next);
      start(next);
      continue;
    }
    const limitedUntil = Math.min(...waiting.map(({ pacer }) => pacer.commandAt()));
    if (at < Infinity && limitedUntil > Math.max(now, nextStart) && limitedUntil !== reportedRest) {
      progress.rests(Math.ceil((limitedUntil - now) / 1_000));
      reportedRest = limitedUntil;
    }
    await waitForChange(clock, at - now, pacers, underWay, stop);
  }
  const left: InstanceRef[] = [];
  for (const { ref } of todo) {
    const failure = rateLimited.get(ref);
    if (failure) failed.push({ ref, failure });
    else left.push(ref);
  }
  return { done, alreadyRunning, failed, left };
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
  const signals = stop.aborted ? [change.signal] : [stop, change.signal];
  try {
    await Promise.race([pause(clock, ms, AbortSignal.any(signals)), ...underWay]);
  } finally {
    change.abort();
    for (const subscription of subscriptions) subscription.dispose();
  }
}
