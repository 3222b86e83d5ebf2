import type { Clock } from '../time/clock';
import type { PairingRequest } from './client';

/** Minimum time between two requests of one kind, in ms. Source: "polling faster than 5-7 seconds … may lead to 429" (vendor's page). */
export const requestGap = 5_000;
/** Kinds of requests that keep the gap to the last request of the same kind. Session commands don't: only the user sends them. */
export const paced: ReadonlySet<PairingRequest> = new Set(['qr', 'session', 'pairingCode']);
/** When the last request of each kind ended, in ms. */
export type RequestTimes = Readonly<Partial<Record<PairingRequest, number>>>;

/** Time between session checks while the panel is hidden or a passkey is needed, in ms. */
export const slowPace = 10_000;

/**
 * Keeps the requests for one instance apart, across pairings and clock changes: it measures with {@link Clock.elapsed},
 * while a pairing plans with {@link Clock.now}.
 */
export class Pace {
  readonly #ended = new Map<PairingRequest, number>();

  constructor(
    private readonly clock: Clock,
    /** When requests of another window may have ended, on the scale of {@link Clock.elapsed}. */
    unknownRequests?: number,
  ) {
    if (unknownRequests !== undefined) for (const request of paced) this.#ended.set(request, unknownRequests);
  }

  /** Notes that a request has ended, or that it starts: another one then keeps its distance. */
  note(request: PairingRequest): void {
    this.#ended.set(request, this.clock.elapsed());
  }

  /** Milliseconds that must pass before the next request of this kind may start. */
  rest(request: PairingRequest): number {
    if (!paced.has(request)) return 0;
    const ended = this.#ended.get(request);
    return ended === undefined ? 0 : Math.max(ended + requestGap - this.clock.elapsed(), 0);
  }

  /** When the last request of each kind ended, on the scale of {@link Clock.now}. */
  last(): RequestTimes {
    const past = (request: PairingRequest): number =>
      this.clock.now() - (this.clock.elapsed() - (this.#ended.get(request) ?? 0));
    return Object.fromEntries([...this.#ended.keys()].map((request) => [request, past(request)]));
  }
}
