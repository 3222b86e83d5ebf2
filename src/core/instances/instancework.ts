import type { Failure } from '../failures/failure';

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

/** An action of one request; `send` resolves to the failure, if there is one. */
export async function* oneRequest(send: () => Promise<Failure | undefined>): Requests<Outcome> {
  const failure = await send();
  yield { failure };
  return failure ? { kind: 'failed', failure } : { kind: 'done' };
}
