import { linkingGap, requestGap } from '../gateways/instancepace';
import type { PairingRequest } from '../gateways/client';
import type { Answered } from './event';
import type { Pairing, Plan } from './pairing';
import { afterExpiry, enter } from './pairing';
import type { CoverCause } from './phase';

/** An answer, and when its request started. */
export interface Reply extends Answered {
  readonly startedAt: number;
}

/** How long after a command the session may still be busy with it, in ms. */
const commandTime = 30_000;
/** A poll may come so much later than the interval, in ms. */
const slack = 1_000;

/** Whether a code was on screen so lately that a phone may have scanned it: it was alive less than a poll gap and a round trip ago. */
export function hadCode({ phase, history }: Pairing, { at, startedAt, interval }: Reply): boolean {
  if (phase.kind !== 'scannable' && phase.kind !== 'expired' && phase.kind !== 'paused') return false;
  const code = history.newest;
  if (!code || code.repeated) return false;
  return code.surelyExpiredAt + interval + slack + (at - startedAt) > at;
}

/** Whether a command was accepted so lately that the session may still be busy with it. */
export function wasCommanded({ memory: { commanded } }: Pairing, at: number): boolean {
  return commanded !== undefined && at - commanded.at < commandTime;
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

/** The time that a request keeps to the last one of its kind, in ms. A phone that is being linked is noticed sooner. */
export function gapBefore({ phase }: Pairing, request: PairingRequest): number {
  const isLinking = phase.kind === 'linking' || (phase.kind === 'expired' && phase.because === 'gone');
  return request === 'session' && isLinking ? linkingGap : requestGap;
}

/** Whether a planned session check has to wait for the one that is under way. */
export function waitsForCheck(pairing: Pairing, plan: Plan): boolean {
  return pairing.checkSince !== undefined && requestFor(pairing, plan) === 'session';
}
