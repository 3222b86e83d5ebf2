import { requestGap } from '../gateways/instancepace';
import type { Link, Pairing } from './pairing';

/**
 * How long a pairing code is shown, in ms; no gateway reports when it expires. Source: whatsapp-web.js renews the code every
 * 3 minutes, "WhatsApp default" (its documentation of `pairWithPhoneNumber`).
 */
export const pairingCodeLife = 180_000;

/** Whether the gateway has limited the rate of requests. */
export function isRateLimited(link: Link): boolean {
  return link.kind === 'backoff' && link.because.kind === 'rateLimit';
}

/** Whether a pairing code can be requested now: the gateway gives one only while it has a QR code too. */
export function canRequestPairingCode({ phase }: Pairing): boolean {
  return phase.kind === 'scannable' || phase.kind === 'expired';
}

/** When the waiting request for a pairing code may start; undefined if none waits. It also waits for a request under way to end. */
export function pairingCodeRequestAt({ pairingCode, link, plan, last }: Pairing): number | undefined {
  if (pairingCode?.kind !== 'wanted') return undefined;
  const limitedUntil = plan && isRateLimited(link) ? plan.at : -Infinity;
  return Math.max(pairingCode.at, (last.pairingCode ?? -Infinity) + requestGap, limitedUntil);
}

/** Whether a phone still accepts the pairing code on screen. */
export function hasLivePairingCode({ pairingCode }: Pairing, at: number): boolean {
  return pairingCode?.kind === 'shown' && pairingCode.since + pairingCodeLife > at;
}
