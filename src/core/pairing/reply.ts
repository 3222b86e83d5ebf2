import { linkingGap, requestGap } from '../gateways/instancepace';
import type { PairingRequest } from '../gateways/client';
import type { Answered } from './event';
import type { Pairing, Plan } from './pairing';
import { afterExpiry, enter } from './pairing';
import type { CoverCause } from './phase';
import { slack } from './pollplan';

/** An answer, and when its request started. */
export interface Reply extends Answered {
  readonly startedAt: number;
}

/** How long after a command the session may still be busy with it, in ms. */
const commandTime = 30_000;

/** Whether a code was on screen so lately that a phone may have scanned it: it was alive less than a poll gap and a round trip ago. */
export function hadCode({ phase, history }: Pairing, { at, startedAt, interval }: Reply): boolean {
  if (phase.kind !== 'scannable' && phase.kind !== 'expired' && phase.kind !== 'paused') return false;
  const code = history.newest;
  if (!code || code.repeated) return false;
  return code.surelyExpiredAt + interval + slack + (at - startedAt) > at;
}

/** Whether the session was told to start or stop, or began to start by itself, so lately that it may still be busy with that. */
export function isBusy({ memory: { commanded, recoversSince } }: Pairing, at: number): boolean {
  return at - Math.max(commanded?.at ?? -Infinity, recoversSince ?? -Infinity) < commandTime;
}

/** The pairing with its code covered, if one is on screen. */
export function covered(pairing: Pairing, because: CoverCause): Pairing {
  const { phase, visible } = pairing;
  if (phase.kind !== 'scannable' && phase.kind !== 'expired') return pairing;
  return enter(pairing, afterExpiry(phase.code, visible, because));
}

/** The request to send for a plan. While the panel is hidden, a session check replaces the request for a QR code, which would expire unseen. */
export function requestFor({ visible }: Pairing, plan: Plan): PairingRequest {
  return plan.request === 'qr' && !visible ? 'session' : plan.request;
}

/** The time that a request keeps to the last one of its kind, in ms. A phone that is, or may be, about to be linked is noticed sooner. */
export function gapBefore(pairing: Pairing, request: PairingRequest): number {
  const { phase, plan } = pairing;
  // The code is gone, or it was the last one: only a session check tells whether a phone has scanned it.
  const isGone = phase.kind === 'expired' && (phase.because === 'gone' || plan?.request === 'session');
  const isLinking = phase.kind === 'linking' || isGone;
  return request === 'session' && (isLinking || isStalled(pairing)) ? linkingGap : requestGap;
}

/** A gateway that has answered within this time, in ms, answers at once if it has a code. */
const quickAnswer = 250;

/** Whether a request is under way for a code that the gateway returned at once before. If it takes long, a phone may have scanned that code. */
export function isStalled({ phase, inFlight }: Pairing): boolean {
  if (inFlight !== 'qr' || (phase.kind !== 'scannable' && phase.kind !== 'expired')) return false;
  return phase.code.took <= quickAnswer && !phase.code.repeated;
}

/** Whether a planned session check has to wait for the one that is under way. */
export function waitsForCheck(pairing: Pairing, plan: Plan): boolean {
  return pairing.checkSince !== undefined && requestFor(pairing, plan) === 'session';
}
