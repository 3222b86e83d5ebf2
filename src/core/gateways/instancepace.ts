import type { Clock } from '../time/clock';
import type { PairingRequest } from './client';

/** Minimum time between the starts of two requests of one kind, in ms. Source: "polling faster than 5-7 seconds … may lead to 429" (vendor's page). */
export const requestGap = 5_000;
/** The same for session checks while a phone is being linked. Source: "poll every 3–5 s while waiting" (vendor's page). */
export const linkingGap = 3_000;
/** Kinds of requests that keep the gap to the last request of the same kind. Session commands don't: only the user sends them. */
export const paced: ReadonlySet<PairingRequest> = new Set(['qr', 'session', 'pairingCode']);
/** From when the gap after the last request of each kind counts, in ms. */
export type RequestTimes = Readonly<Partial<Record<PairingRequest, number>>>;

/** Time between session checks while the panel is hidden or a passkey is needed, in ms. */
export const slowPace = 10_000;

/** Longest time in ms that a request is assumed to travel to the gateway. */
export const longestTravel = 1_000;

/** From when the gap after a request counts: requests must also arrive so far apart, and the journey of this one may have taken some time. */
export function gapFrom(startedAt: number, endedAt: number): number {
  return Math.min(endedAt, startedAt + longestTravel);
}

/**
 * Keeps the requests for one instance apart, across pairings and clock changes: it measures with {@link Clock.elapsed},
 * while a pairing plans with {@link Clock.now}.
 */
export class Pace {
  /** From when the gap of each kind counts. */
  readonly #from = new Map<PairingRequest, number>();
  /** When the requests under way started. */
  readonly #underWay = new Map<PairingRequest, number>();

  constructor(
    private readonly clock: Clock,
    /** When requests of another window may have ended, on the scale of {@link Clock.elapsed}. */
    unknownRequests?: number,
  ) {
    if (unknownRequests !== undefined) for (const request of paced) this.#from.set(request, unknownRequests);
  }

  /** Notes that a request starts; calling it again moves the start. */
  started(request: PairingRequest): void {
    this.#underWay.set(request, this.clock.elapsed());
  }

  /** Notes that the request under way has ended or was given up. */
  ended(request: PairingRequest): void {
    const now = this.clock.elapsed();
    this.#from.set(request, gapFrom(this.#underWay.get(request) ?? now, now));
    this.#underWay.delete(request);
  }

  /** Milliseconds until it makes sense to ask again whether a request of this kind may start; 0 if it may start now. */
  rest(request: PairingRequest, gap = requestGap): number {
    if (!paced.has(request)) return 0;
    if (this.#underWay.has(request)) return gap;
    const from = this.#from.get(request);
    return from === undefined ? 0 : Math.max(from + gap - this.clock.elapsed(), 0);
  }

  /** From when the gap of each kind counts, on the scale of {@link Clock.now}. */
  last(): RequestTimes {
    const past = (from: number): number => this.clock.now() - (this.clock.elapsed() - from);
    return Object.fromEntries([...this.#from].map(([request, from]) => [request, past(from)]));
  }
}
