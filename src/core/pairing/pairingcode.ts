import { requestGap } from '../gateways/instancepace';
import type { Link, Pairing } from './pairing';

/**
 * How long a pairing code is shown, in ms: no gateway tells how long it lives. Source: whatsapp-web.js renews
 * it every 3 minutes, "WhatsApp default" (its documentation of `pairWithPhoneNumber`).
 */
export const pairingCodeLife = 180_000;

/** Whether the gateway asked to be left alone for a while. */
export function isSlowedDown(link: Link): boolean {
  return link.kind === 'backoff' && link.because.kind === 'rateLimit';
}

/** Whether a code for the phone's number can be asked for now: the gateway gives one only while it has a QR code too. */
export function canRequestPairingCode({ phase }: Pairing): boolean {
  return phase.kind === 'scannable' || phase.kind === 'expired';
}

/** When the request that waits for its turn may start; undefined where none waits. A request under way puts it off further. */
export function pairingCodeRequestAt({ pairingCode, link, plan, last }: Pairing): number | undefined {
  if (pairingCode?.kind !== 'wanted') return undefined;
  const patience = plan && isSlowedDown(link) ? plan.at : -Infinity;
  return Math.max(pairingCode.at, (last.pairingCode ?? -Infinity) + requestGap, patience);
}

/** Whether a phone would still accept the characters on show. */
export function hasLivePairingCode({ pairingCode }: Pairing, at: number): boolean {
  return pairingCode?.kind === 'shown' && pairingCode.since + pairingCodeLife > at;
}
