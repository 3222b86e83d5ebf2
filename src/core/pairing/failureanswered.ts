import { backoff } from '../failures/backoff';
import type { Failure } from '../failures/failure';
import { isTransient } from '../failures/failure';
import { requestGap, slowPace } from '../gateways/instancepace';
import { forgetFailed, remember } from './memory';
import type { Link, Pairing } from './pairing';
import { end, hasLiveCode, next } from './pairing';
import type { Reply } from './reply';
import { hadCode, isBusy } from './reply';
import { unclearAnswered } from './statusanswered';
import { lookAgain } from './waiting';

/** Limit of unreadable answers in a row before the pairing gives up. */
const maxUnreadable = 3;
/** How often a session that isn't found is looked for again while it may just be restarting. */
const maxMissing = 2;

/** The pairing after a failed request for a code or a failed session check. */
export function failureAnswered(pairing: Pairing, reply: Reply, failure: Failure): Pairing {
  if (failure.kind === 'instance') return missingAnswered(pairing, reply, failure);
  return reply.request === 'session' && failure.kind !== 'rateLimit'
    ? checkFailed(pairing, reply, failure)
    : requestFailed(pairing, reply, failure);
}

/** A request for a code has failed, or the gateway limits the rate: the pairing tries again, or ends if waiting can't help. */
function requestFailed(pairing: Pairing, { at, chance }: Reply, failure: Failure): Pairing {
  const { phase, link } = pairing;
  const before = link.kind === 'backoff' ? link : { failures: 0, unreadable: 0 };
  const unreadable = failure.kind === 'protocol' ? before.unreadable + 1 : 0;
  if (!isTransient(failure) || unreadable > maxUnreadable)
    return end(pairing, { kind: 'failed', failure }, at);
  const failures = before.failures + 1;
  const broken: Link = { kind: 'backoff', failures, unreadable, because: failure };
  const { ms, seconds } = backoff(failures, chance, failure.retryAfterMs);
  const scanned = phase.kind === 'linking' || phase.kind === 'passkey';
  return next({ ...pairing, link: broken }, scanned ? 'session' : 'qr', at + ms, seconds);
}

/** A session check has failed. Only the answer to a request for a code ends a pairing. */
function checkFailed(pairing: Pairing, reply: Reply, failure: Failure): Pairing {
  const { phase, visible, memory } = pairing;
  // Nothing was sent, and nothing can be until the user changes something.
  if (failure.kind === 'moved' || (failure.kind === 'token' && failure.status === undefined))
    return end(pairing, { kind: 'failed', failure }, reply.at);
  const { at } = reply;
  const isShown = isTransient(failure) && failure.kind !== 'protocol';
  if (!visible) return isShown ? requestFailed(pairing, reply, failure) : next(pairing, 'qr', at + slowPace);
  // A check that failed doesn't say whether the session is still FAILED.
  if (phase.kind === 'linking' || phase.kind === 'passkey' || memory.failedSince !== undefined)
    return isShown ? requestFailed(pairing, reply, failure) : next(pairing, 'qr', at + requestGap);
  if (isShown && hasLiveCode(pairing, at)) return requestFailed(pairing, reply, failure);
  return unclearAnswered(pairing, reply);
}

/** The gateway doesn't know the session: it isn't running, or there is none. Once can happen while it restarts. */
function missingAnswered(before: Pairing, reply: Reply, failure: Failure): Pairing {
  const { at, request } = reply;
  const pairing: Pairing = { ...before, link: { kind: 'up' } };
  const { missing, withoutCode } = pairing.memory;
  if (request !== 'session') {
    const qr = missing.qr + 1;
    const counted = forgetFailed(
      remember(pairing, { missing: { ...missing, qr }, withoutCode: withoutCode + 1 }),
    );
    const mayPass = isBusy(pairing, at) || hadCode(pairing, reply);
    if (mayPass && qr <= maxMissing) return lookAgain(counted, 'qr', at, requestGap, 'instance');
    return next(counted, 'session', at);
  }
  if (!pairing.visible) return next(pairing, 'qr', at + slowPace);
  const session = missing.session + 1;
  if (session >= maxMissing) return end(pairing, { kind: 'failed', failure }, at);
  return lookAgain(
    remember(pairing, { missing: { ...missing, session } }),
    'session',
    at,
    requestGap,
    'instance',
  );
}
