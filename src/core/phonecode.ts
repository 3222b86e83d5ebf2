import type { Failure } from './failure';
import { callGap } from './pace';
import type { Link, Pairing, Plan } from './pairing';

/** Where linking by a phone number stands, beside the QR code. The number itself is never part of it. */
export type PhoneCode =
  /** Wanted; the call waits for its turn, and starts no sooner than `at`. */
  | { readonly kind: 'asked'; readonly at: number }
  /** The call is under way; `resume` is what had been planned before. */
  | { readonly kind: 'underWay'; readonly resume?: Plan }
  /** Eight characters to type on the phone; a live credential. */
  | { readonly kind: 'shown'; readonly code: string; readonly since: number }
  /** The code is so old that a phone will hardly accept it. */
  | { readonly kind: 'lapsed' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * How long a code for a phone number is shown, in ms: no gateway tells how long it lives. Source: whatsapp-web.js renews
 * it every 3 minutes, "WhatsApp default" (its documentation of `pairWithPhoneNumber`).
 */
export const phoneCodeLife = 180_000;

/** Whether the gateway asked to be left alone for a while. */
export function isSlowedDown(link: Link): boolean {
  return link.kind === 'backoff' && link.because.kind === 'rateLimit';
}

/** Whether a code for the phone's number can be asked for now: the gateway gives one only while it has a QR code too. */
export function canAskPhoneCode({ phase }: Pairing): boolean {
  return phase.kind === 'scannable' || phase.kind === 'lapsed';
}

/** When the call that waits for its turn may start; undefined where none waits. A call under way puts it off further. */
export function phoneCallAt({ phone, link, plan, last }: Pairing): number | undefined {
  if (phone?.kind !== 'asked') return undefined;
  const patience = plan && isSlowedDown(link) ? plan.at : -Infinity;
  return Math.max(phone.at, (last.phoneCode ?? -Infinity) + callGap, patience);
}

/** Whether a phone would still accept the characters on show. */
export function hasLivePhoneCode({ phone }: Pairing, at: number): boolean {
  return phone?.kind === 'shown' && phone.since + phoneCodeLife > at;
}
