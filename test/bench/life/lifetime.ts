import { realSession } from '../../gateway/session';
import type { Random } from './chance';
import { between } from './chance';

/** One code of a session; times are the gateway's, in whole ms. */
export interface Lived {
  readonly from: number;
  /** From then on a phone is refused. */
  readonly until: number;
  /** The end that the gateway tells as `expiry`; later than `until` where the code was replaced early. */
  readonly told: number;
}

/** What a gateway holds for one session that nobody scans: STARTING, six codes, FAILED. */
export interface Lifetime {
  readonly codes: readonly Lived[];
  /** The first code's birth. */
  readonly ready: number;
  /** The last code's end. */
  readonly end: number;
}

/** Lays out a session's life; each code is replaced before its end with the chance `early`. */
export function lifetime(ready: number, early: number, random: Random): Lifetime {
  const codes: Lived[] = [];
  let from = ready;
  for (let index = 0; index < realSession.codes; index++) {
    const whole = index === 0 ? realSession.firstCode : realSession.laterCode;
    const lives = random() < early ? between(random, 0, whole) + 1 : whole;
    codes.push({ from, until: from + lives, told: from + whole });
    from += lives;
  }
  return { codes, ready, end: from };
}

/** What the gateway would answer at an instant. */
export type Held =
  | { readonly kind: 'code'; readonly index: number; readonly told: number }
  | { readonly kind: 'status'; readonly status: 'STARTING' | 'FAILED' };

/** What the gateway holds at an instant. */
export function heldAt({ codes, ready }: Lifetime, at: number): Held {
  if (at < ready) return { kind: 'status', status: 'STARTING' };
  const index = codes.findIndex(({ until }) => at < until);
  const code = codes[index];
  return code ? { kind: 'code', index, told: code.told } : { kind: 'status', status: 'FAILED' };
}
