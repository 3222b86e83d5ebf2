import type { Clock } from './clock';
import type { Call } from './gateway';
import type { Pairing } from './pairing';

/** Least time between two calls of one kind, in ms. Source: "polling faster than 5-7 seconds … may lead to 429" (vendor's page). */
export const callGap = 5_000;
/** Calls that keep the gap to the last of their kind; session commands come only from users, once each. */
export const paced: ReadonlySet<Call> = new Set(['qr', 'session', 'phoneCode']);
/** Pace of session checks while nobody looks or a passkey is awaited, in ms. */
export const slowPace = 10_000;

/**
 * Keeps the calls for one instance apart across pairings, and whatever happens to the user's clock: it measures with
 * {@link Clock.elapsed}, while a pairing plans with {@link Clock.now}.
 */
export class Pace {
  readonly #ended = new Map<Call, number>();

  constructor(
    private readonly clock: Clock,
    /** When calls that this window doesn't know of may have ended, on {@link Clock.elapsed}'s scale. */
    unknownCalls?: number,
  ) {
    if (unknownCalls !== undefined) for (const call of paced) this.#ended.set(call, unknownCalls);
  }

  /** Notes that a call has ended. */
  ended(call: Call): void {
    this.#ended.set(call, this.clock.elapsed());
  }

  /** Notes that another window may have made calls until now. */
  othersEnded(): void {
    for (const call of paced) this.ended(call);
  }

  /** Milliseconds that must pass before the next call of this kind may start. */
  rest(call: Call): number {
    if (!paced.has(call)) return 0;
    const ended = this.#ended.get(call);
    return ended === undefined ? 0 : Math.max(ended + callGap - this.clock.elapsed(), 0);
  }

  /** When the calls so far ended, on {@link Clock.now}'s scale. */
  last(): Pairing['last'] {
    const past = (call: Call): number =>
      this.clock.now() - (this.clock.elapsed() - (this.#ended.get(call) ?? 0));
    return Object.fromEntries([...this.#ended.keys()].map((call) => [call, past(call)]));
  }
}
