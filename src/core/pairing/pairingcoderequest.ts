import { answered } from './answered';
import type { Failure } from '../failures/failure';
import type { Event, Pairing } from './pairing';
import { lastAfter } from './pairing';
import { canRequestPairingCode } from './pairingcode';

/** The user wants a code for a number, the first one or another. */
export function requestPairingCode(pairing: Pairing, at: number): Pairing {
  if (
    !canRequestPairingCode(pairing) ||
    pairing.inFlight === 'pairingCode' ||
    pairing.pairingCode?.kind === 'wanted'
  )
    return pairing;
  return { ...pairing, pairingCode: { kind: 'wanted', at } };
}

/** The user thinks better of it: a request under way is given up, the QR code goes on. */
export function dropPairingCode(pairing: Pairing, at: number): Pairing {
  return pairing.pairingCode ? withoutCode(landed(pairing, at)) : pairing;
}

/** The request starts; the plan waits until it has ended. */
export function launchPairingCodeRequest(pairing: Pairing): Pairing {
  return { ...pairing, inFlight: 'pairingCode', pairingCode: { kind: 'requested' } };
}

/** What follows from the answer to a request for a code. The QR code is left alone, unless the session's status tells of more. */
export function pairingCodeAnswered(pairing: Pairing, event: Extract<Event, { type: 'answered' }>): Pairing {
  const { at, answer } = event;
  const before = withoutCode(landed(pairing, at));
  const failed = (failure: Failure, from: Pairing): Pairing => ({
    ...from,
    pairingCode: { kind: 'failed', failure },
  });
  switch (answer.kind) {
    case 'pairingCode':
      return { ...before, pairingCode: { kind: 'shown', code: answer.code, since: at } };
    case 'status': {
      const clueless: Failure = { kind: 'unavailable', status: 422 };
      // The session is as it should be, and yet the gateway had no code to give.
      if (answer.status === 'SCAN_QR_CODE') return failed(clueless, before);
      const after = answered(before, { ...event, request: 'qr' });
      return answer.status === 'unknown' ? failed(clueless, after) : after;
    }
    case 'failure':
      // A gateway that wants patience wants it for every request.
      return failed(
        answer.failure,
        answer.failure.kind === 'rateLimit' ? answered(before, { ...event, request: 'qr' }) : before,
      );
    case 'code':
    case 'empty':
    case 'done':
    case 'created':
      return failed({ kind: 'protocol' }, before);
    default:
      return answer satisfies never;
  }
}

/** The pairing after its request for a pairing code has ended, if one was under way. */
function landed(pairing: Pairing, at: number): Pairing {
  if (pairing.inFlight !== 'pairingCode') return pairing;
  const rest = { ...pairing, last: lastAfter(pairing, at) };
  delete rest.inFlight;
  return rest;
}

function withoutCode(pairing: Pairing): Pairing {
  const rest = { ...pairing };
  delete rest.pairingCode;
  return rest;
}

/** Drops what doesn't outlast a change of phase: without a QR code the gateway accepts no code for a number either. */
export function settlePairingCode(pairing: Pairing): Pairing {
  if (!pairing.pairingCode) return pairing;
  switch (pairing.phase.kind) {
    case 'scannable':
    case 'expired':
    case 'paused':
    case 'connecting':
      // In the last two nobody looks, or somebody has just come back.
      return pairing;
    case 'linking':
      // A link that comes to nothing leaves the code as good as it was; another is of no use meanwhile.
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
