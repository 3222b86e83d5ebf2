import type { Failure } from '../failures/failure';
import type { Clock } from '../time/clock';
import { pause } from '../time/pause';

/** A request of an action has ended. With `rest`, the action sends another one, but not before `rest()` ms have passed. */
export interface EndedRequest {
  readonly failure?: Failure | undefined;
  readonly rest?: () => number;
}

/** How an action on one instance ended. */
export type Outcome =
  | { readonly kind: 'done' }
  /** The instance was running before it was to be started. */
  | { readonly kind: 'alreadyRunning' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Requests that yield after each one, so that the next one starts only when the budget of requests allows it. */
export type Requests<Result> = AsyncGenerator<EndedRequest, Result, undefined>;

/** Sends the requests one after the other. For an action on a single instance, which shares its budget with nothing. */
export async function sendAll<Result>(requests: Requests<Result>, clock: Clock): Promise<Result> {
  const { signal } = new AbortController();
  for (;;) {
    const step = await requests.next();
    if (step.done) return step.value;
    await pause(clock, step.value.rest?.() ?? 0, signal);
  }
}

/** An action of one request; `send` resolves to the failure, if there is one. */
export async function* oneRequest(send: () => Promise<Failure | undefined>): Requests<Outcome> {
  const failure = await send();
  yield { failure };
  return failure ? { kind: 'failed', failure } : { kind: 'done' };
}
