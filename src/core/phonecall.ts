import { answered } from './answered';
import type { Failure } from './failure';
import type { Event, Pairing } from './pairing';
import { idle, lastAfter } from './pairing';
import { canAskPhoneCode } from './phonecode';

/** The user wants a code for a number, the first one or another. */
export function askPhoneCode(pairing: Pairing, at: number): Pairing {
  if (!canAskPhoneCode(pairing) || pairing.flight === 'phoneCode' || pairing.phone?.kind === 'asked')
    return pairing;
  return { ...pairing, phone: { kind: 'asked', at } };
}

/** The user thinks better of it: a call under way is given up, the QR code goes on. */
export function dropPhoneCode(pairing: Pairing, at: number): Pairing {
  return pairing.phone ? resumed(pairing, at) : pairing;
}

/** The call starts: what was planned goes on after it. */
export function launchPhoneCall(pairing: Pairing): Pairing {
  const { plan } = pairing;
  return {
    ...idle(pairing),
    flight: 'phoneCode',
    phone: { kind: 'underWay', ...(plan && { resume: plan }) },
  };
}

/** What follows from the answer to a request for a code. The QR code is left alone, unless the session's status tells of more. */
export function phoneAnswered(pairing: Pairing, event: Extract<Event, { type: 'answered' }>): Pairing {
  const { at, answer } = event;
  const before = resumed(pairing, at);
  const failed = (failure: Failure, from: Pairing): Pairing => ({
    ...from,
    phone: { kind: 'failed', failure },
  });
  switch (answer.kind) {
    case 'phoneCode':
      return { ...before, phone: { kind: 'shown', code: answer.code, since: at } };
    case 'status': {
      const clueless: Failure = { kind: 'unavailable', status: 422 };
      // The session is as it should be, and yet the gateway had no code to give.
      if (answer.status === 'SCAN_QR_CODE') return failed(clueless, before);
      const after = answered(before, { ...event, call: 'qr' });
      return answer.status === 'unknown' ? failed(clueless, after) : after;
    }
    case 'failure':
      // A gateway that wants patience wants it for every call.
      return failed(
        answer.failure,
        answer.failure.kind === 'rateLimit' ? answered(before, { ...event, call: 'qr' }) : before,
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

/** The pairing without its part about the phone's number; what a call for that had pushed aside is planned again. */
function resumed(pairing: Pairing, at: number): Pairing {
  const { phone } = pairing;
  if (phone?.kind !== 'underWay') return without(pairing);
  const still = without(idle(pairing));
  return { ...still, last: lastAfter(pairing, at), ...(phone.resume && { plan: phone.resume }) };
}

function without(pairing: Pairing): Pairing {
  const rest = { ...pairing };
  delete rest.phone;
  return rest;
}

/** Drops what doesn't outlast a change of phase: without a QR code the gateway accepts no code for a number either. */
export function settlePhone(pairing: Pairing): Pairing {
  if (!pairing.phone) return pairing;
  switch (pairing.phase.kind) {
    case 'scannable':
    case 'lapsed':
    case 'paused':
    case 'connecting':
      // In the last two nobody looks, or somebody has just come back.
      return pairing;
    case 'linking':
      // A link that comes to nothing leaves the code as good as it was; another is of no use meanwhile.
      return pairing.phone.kind === 'asked' ? without(pairing) : pairing;
    case 'waiting':
    case 'passkey':
    case 'linked':
    case 'unlinked':
    case 'stopped':
    case 'failed':
      return without(pairing);
    default:
      return pairing.phase satisfies never;
  }
}
