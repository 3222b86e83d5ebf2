import type { PairingRequest } from '../../src/core/gateways/client';

/** Records when requests start and end on the client, without the time on the network. In ms. */
export class RequestTiming {
  /** Shortest time from the end of a request to the start of the next one of its kind. */
  shortestGap = Infinity;
  /** Longest time without a request, from the end of any to the start of the next. */
  longestGap = 0;
  #lastEnd: number;
  readonly #ended = new Map<PairingRequest, number>();
  /** From the end of each aborted request to the end of the next request. */
  readonly #afterAborted: { readonly from: number; until: number }[] = [];

  constructor(at: number) {
    this.#lastEnd = at;
  }

  started(request: PairingRequest, at: number): void {
    this.longestGap = Math.max(this.longestGap, at - this.#lastEnd);
    this.shortestGap = Math.min(this.shortestGap, at - (this.#ended.get(request) ?? -Infinity));
  }

  ended(request: PairingRequest, at: number, aborted: boolean): void {
    this.#ended.set(request, at);
    this.#lastEnd = at;
    const open = this.#afterAborted.at(-1);
    if (open) open.until = Math.min(open.until, at);
    if (aborted) this.#afterAborted.push({ from: at, until: Infinity });
  }

  /** Ends the recording. */
  finish(at: number): void {
    this.longestGap = Math.max(this.longestGap, at - this.#lastEnd);
  }

  /** Whether a request at the gateway may be an aborted one that arrived late, because the machine was busy. */
  mayBelongToAborted(at: number): boolean {
    return this.#afterAborted.some(({ from, until }) => from <= at && at <= until);
  }
}
