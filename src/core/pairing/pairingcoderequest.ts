import { answered } from './answered';
import type { Failure } from '../failures/failure';
import type { Event } from './event';
import type { Pairing } from './pairing';
import { lastAfter } from './pairing';
import { canRequestPairingCode } from './pairingcode';

/** The user wants a pairing code, the first or a new one. */
export function requestPairingCode(pairing: Pairing, at: number): Pairing {
  if (
    !canRequestPairingCode(pairing) ||
    pairing.inFlight === 'pairingCode' ||
    pairing.pairingCode?.kind === 'wanted'
  )
    return pairing;
  return { ...pairing, pairingCode: { kind: 'wanted', at } };
}

/** The user no longer wants a pairing code: a request under way is given up, and the QR code continues. */
export function cancelPairingCode(pairing: Pairing, at: number): Pairing {
  return pairing.pairingCode ? withoutCode(withoutRequest(pairing, at)) : pairing;
}

/** The request for a pairing code starts; the planned request waits until it has ended. */
export function launchPairingCodeRequest(pairing: Pairing, at: number): Pairing {
  return { ...pairing, inFlight: 'pairingCode', startedAt: at, pairingCode: { kind: 'requested' } };
}

/** The pairing after the answer to a request for a pairing code. The QR code stays, unless the session's status changes more. */
export function pairingCodeAnswered(pairing: Pairing, event: Extract<Event, { type: 'answered' }>): Pairing {
  const { at, answer } = event;
  const before = withoutCode(withoutRequest(pairing, at));
  const failed = (failure: Failure, from: Pairing): Pairing => ({
    ...from,
    pairingCode: { kind: 'failed', failure },
  });
  switch (answer.kind) {
    case 'pairingCode':
      return { ...before, pairingCode: { kind: 'shown', code: answer.code, since: at } };
    case 'status': {
      const { message } = answer;
      const noCode: Failure = { kind: 'refused', status: 422, ...(message !== undefined && { message }) };
      // The session is in the right state, but the gateway gave no code.
      if (answer.status === 'SCAN_QR_CODE') return failed(noCode, before);
      const after = answered(before, { ...event, request: 'qr' });
      return answer.status === 'unknown' ? failed(noCode, after) : after;
    }
    case 'failure':
      // A rate limit counts for every kind of request.
      return failed(
        answer.failure,
        answer.failure.kind === 'rateLimit' ? answered(before, { ...event, request: 'qr' }) : before,
      );
    case 'empty':
      return failed({ kind: 'refused' }, before);
    case 'code':
    case 'done':
    case 'created':
      return failed({ kind: 'protocol' }, before);
    default:
      return answer satisfies never;
  }
}

/** The pairing after its request for a pairing code has ended, if one was under way. */
function withoutRequest(pairing: Pairing, at: number): Pairing {
  if (pairing.inFlight !== 'pairingCode') return pairing;
  const rest = { ...pairing, last: lastAfter(pairing, at) };
  delete rest.inFlight;
  delete rest.startedAt;
  return rest;
}

function withoutCode(pairing: Pairing): Pairing {
  const rest = { ...pairing };
  delete rest.pairingCode;
  return rest;
}

/**
 * Removes the pairing code if the phase no longer allows it, since without a QR code the gateway accepts no pairing code either, and
 * a request for it that was given up.
 */
export function settlePairingCode(pairing: Pairing): Pairing {
  if (!pairing.pairingCode) return pairing;
  if (pairing.pairingCode.kind === 'requested' && pairing.inFlight !== 'pairingCode')
    return withoutCode(pairing);
  switch (pairing.phase.kind) {
    case 'scannable':
    case 'expired':
    case 'paused':
    case 'connecting':
      // In the last two phases the panel is hidden or has just become visible again.
      return pairing;
    case 'linking':
      // If linking fails, the code is still valid. A new code is of no use while linking.
      return pairing.pairingCode.kind === 'wanted' ? withoutCode(pairing) : pairing;
    case 'waiting':
    case 'passkey':
    case 'linked':
    case 'unlinked':
    case 'stopped':
    case 'locked':
    case 'failed':
      return withoutCode(pairing);
    default:
      return pairing.phase satisfies never;
  }
}
