import type { PairingRequest } from '../../src/core/gateways/client';
import { gapFrom, paced } from '../../src/core/gateways/instancepace';
import { contractIntervals } from '../gateway/raterules';

/** The minimum time between two requests of a kind, in ms; a phone may be about to link at any time. */
function minimumGap(request: PairingRequest): number {
  if (!paced.has(request)) return 0;
  return request === 'session' ? contractIntervals.info : contractIntervals.code;
}

/** Records when requests start and end on the client, without the time on the network. In ms. */
export class RequestTiming {
  /** Shortest time by which a request came later than it had to. */
  smallestMargin = Infinity;
  /** Longest time without a request, from the end of any to the start of the next. */
  longestGap = 0;
  #lastEnd: number;
  /** When the requests of each kind started. */
  readonly #starts = new Map<PairingRequest, number[]>();
  /** From when the gap after the last request of each kind counts. */
  readonly #from = new Map<PairingRequest, number>();
  /** From the end of each aborted request to the end of the next request. */
  readonly #afterAborted: { readonly from: number; until: number }[] = [];

  constructor(
    at: number,
    /** How exactly the start of a request is known, in ms. */
    private readonly precision: number,
  ) {
    this.#lastEnd = at;
  }

  started(request: PairingRequest, at: number): void {
    this.longestGap = Math.max(this.longestGap, at - this.#lastEnd);
    const gap = at - (this.#from.get(request) ?? -Infinity);
    this.smallestMargin = Math.min(this.smallestMargin, gap - minimumGap(request));
    this.#starts.set(request, [...(this.#starts.get(request) ?? []), at]);
  }

  ended(request: PairingRequest, at: number, aborted: boolean): void {
    this.#from.set(request, gapFrom(this.#starts.get(request)?.at(-1) ?? at, at));
    this.#lastEnd = at;
    const open = this.#afterAborted.at(-1);
    if (open) open.until = Math.min(open.until, at);
    if (aborted) this.#afterAborted.push({ from: at, until: Infinity });
  }

  /** Ends the recording. */
  finish(at: number): void {
    this.longestGap = Math.max(this.longestGap, at - this.#lastEnd);
  }

  /** Whether the last two requests of a kind before this time were far enough apart when they left: the machine was busy on their way. */
  leftApart(request: PairingRequest, at: number): boolean {
    const [before = -Infinity, last = at] = (this.#starts.get(request) ?? [])
      .filter((start) => start <= at)
      .slice(-2);
    return last - before >= minimumGap(request) - this.precision;
  }

  /** Whether a request at the gateway may be an aborted one that arrived late, because the machine was busy. */
  mayBelongToAborted(at: number): boolean {
    return this.#afterAborted.some(({ from, until }) => from <= at && at <= until);
  }
}
