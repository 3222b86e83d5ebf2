import type { PairingRequest } from '../../src/core/gateways/client';

/** Takes down when calls begin and end where they are made, without what the way to the gateway adds to it. In ms. */
export class Rhythm {
  /** Shortest time from the end of a call to the start of the next of its kind. */
  shortest = Infinity;
  /** Longest time without a call, from the end of any to the start of the next. */
  longest = 0;
  #quietSince: number;
  readonly #ended = new Map<PairingRequest, number>();
  /** From the end of each call that was given up to the end of the call that followed it. */
  readonly #afterLost: { readonly from: number; until: number }[] = [];

  constructor(at: number) {
    this.#quietSince = at;
  }

  begins(request: PairingRequest, at: number): void {
    this.longest = Math.max(this.longest, at - this.#quietSince);
    this.shortest = Math.min(this.shortest, at - (this.#ended.get(request) ?? -Infinity));
  }

  ends(request: PairingRequest, at: number, givenUp: boolean): void {
    this.#ended.set(request, at);
    this.#quietSince = at;
    const open = this.#afterLost.at(-1);
    if (open) open.until = Math.min(open.until, at);
    if (givenUp) this.#afterLost.push({ from: at, until: Infinity });
  }

  /** Nothing follows any more. */
  over(at: number): void {
    this.longest = Math.max(this.longest, at - this.#quietSince);
  }

  /** Whether a call that was given up may have come to the gateway only now, where the machine was away for so long. */
  mayBeLate(at: number): boolean {
    return this.#afterLost.some(({ from, until }) => from <= at && at <= until);
  }
}
