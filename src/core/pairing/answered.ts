import type { Account, Answer, SessionStatus } from '../gateways/answer';
import { backoff } from '../failures/backoff';
import type { Failure } from '../failures/failure';
import { isTransient } from '../failures/failure';
import { requestGap, slowPace } from '../gateways/instancepace';
import type { Code, Event, Link, Pairing, Phase } from './pairing';
import { afterExpiry, end, enter, hasLiveCode, idle, lastAfter, next, startingTime } from './pairing';
import { hasLivePairingCode } from './pairingcode';

/** How long a code without an expiry counts as valid after a request confirmed it, in ms: the shortest lifetime of a WhatsApp code. */
const assumedLife = 20_000;
/** How long linking may take after a scan, in ms, before the pairing assumes that there was no scan. */
const linkingTime = 60_000;
/** Limit of unreadable answers in a row before the pairing gives up. */
const maxUnreadable = 3;
/** Two estimates of an expiry that differ by less than this, in ms, mean the same time. */
const expiryTolerance = 2_000;

type Answered = Extract<Event, { type: 'answered' }>;

/** The pairing after the answer to the request under way. */
export function answered(before: Pairing, event: Answered): Pairing {
  const { request, answer, at } = event;
  const pairing: Pairing = { ...idle(before), last: lastAfter(before, at) };
  if (answer.kind === 'failure') return failed(pairing, event, answer.failure);
  const up: Pairing = { ...pairing, link: { kind: 'up' } };
  if (up.phase.kind === 'linked') return end(up, nameAccount(up.phase, answer), at);
  if (request === 'logout') return end(up, { kind: 'unlinked', since: at }, at);
  if (request === 'start' || request === 'restart') return next(up, 'qr', at);
  switch (answer.kind) {
    case 'code':
      return code(up, event, answer);
    case 'empty':
      return hasLiveCode(up, at) || hasLivePairingCode(up, at)
        ? next(up, 'qr', at + requestGap)
        : wait(up, at, event.chance);
    case 'status':
      return status(up, event, answer.status, answer.account);
    case 'done':
    case 'created':
    case 'pairingCode':
      return next(up, 'qr', at + requestGap);
    default:
      return answer satisfies never;
  }
}

function nameAccount(phase: Extract<Phase, { kind: 'linked' }>, answer: Answer): Phase {
  return answer.kind === 'status' && answer.account ? { ...phase, account: answer.account } : phase;
}

function code(
  pairing: Pairing,
  { at, interval }: Answered,
  answer: Extract<Answer, { kind: 'code' }>,
): Pairing {
  const { phase } = pairing;
  const shown = phase.kind === 'scannable' || phase.kind === 'expired' ? phase.code : undefined;
  const same = shown?.value === answer.value;
  const { value, known, ttl } = answer;
  const received: Code = {
    value,
    known,
    expiresAt: at + (ttl?.min ?? assumedLife),
    surelyExpiredAt: at + (ttl?.max ?? assumedLife),
    hasExpiry: ttl !== undefined,
    confirmedAt: at,
  };
  const current = same ? confirmed(shown, received) : received;
  const counted = same ? pairing : { ...pairing, codes: pairing.codes + 1 };
  if (current.expiresAt <= at) {
    const expired = enter(counted, afterExpiry(current, pairing.visible));
    return next(
      expired,
      'qr',
      pairing.visible ? Math.max(current.surelyExpiredAt, at + requestGap) : at + slowPace,
    );
  }
  const poll = pairing.visible ? pollAt(current, at, interval) : at + slowPace;
  return next(enter(counted, { kind: 'scannable', code: current }), 'qr', poll);
}

/** Time of the next poll: polls are spread evenly over the time left. So one poll falls on the expiry, and none so close before it that it would delay that one. */
function pollAt({ surelyExpiredAt, hasExpiry }: Code, at: number, interval: number): number {
  if (!hasExpiry) return Math.min(at + interval, surelyExpiredAt);
  const left = surelyExpiredAt - at;
  return at + left / Math.max(Math.floor(left / interval), 1);
}

/** A code that the gateway has confirmed: its countdown must not jump, and an expiry that was reported once stays. */
function confirmed(before: Code, now: Code): Code {
  if (!before.hasExpiry) return now;
  if (!now.hasExpiry) return { ...before, confirmedAt: now.confirmedAt };
  const other =
    now.expiresAt - before.surelyExpiredAt > expiryTolerance ||
    before.expiresAt - now.surelyExpiredAt > expiryTolerance;
  if (other) return now;
  // Both estimates are true, so their overlap is true too.
  const surelyExpiredAt = Math.min(before.surelyExpiredAt, now.surelyExpiredAt);
  return {
    ...now,
    expiresAt: Math.min(Math.max(before.expiresAt, now.expiresAt), surelyExpiredAt),
    surelyExpiredAt,
  };
}

function status(
  pairing: Pairing,
  { at, request, chance }: Answered,
  word: SessionStatus,
  account?: Account,
): Pairing {
  switch (word) {
    case 'WORKING': {
      const linked: Phase = { kind: 'linked', since: at, ...(account && { account }) };
      return request === 'session' ? end(pairing, linked, at) : next(enter(pairing, linked), 'session', at);
    }
    case 'FAILED':
      return end(pairing, { kind: 'failed', failure: { kind: 'sessionFailed' } }, at);
    case 'STOPPED':
      return end(pairing, { kind: 'failed', failure: { kind: 'sessionStopped' } }, at);
    case 'PASSKEY':
      return next(enter(pairing, { kind: 'passkey' }), 'session', at + slowPace);
    case 'SCAN_QR_CODE':
      return ready(pairing, at);
    case 'STARTING':
      return starting(pairing, at, chance);
    case 'unknown':
      // After an unclear 422 a session check follows. An undocumented status is treated like STARTING.
      if (request === 'qr') return next(pairing, 'session', at);
      if (pairing.phase.kind === 'passkey') return next(pairing, 'session', at + slowPace);
      return pairing.phase.kind === 'linking' ? starting(pairing, at, chance) : wait(pairing, at, chance);
    default:
      return word satisfies never;
  }
}

/** STARTING means a wait before a code was shown; afterwards it means that a phone has probably scanned the code. */
function starting(pairing: Pairing, at: number, chance: number): Pairing {
  const { phase } = pairing;
  if (phase.kind === 'linking') {
    return phase.until > at ? next(pairing, 'session', at + requestGap) : wait(pairing, at, chance);
  }
  const scanned = hasLiveCode(pairing, at) || hasLivePairingCode(pairing, at) || phase.kind === 'passkey';
  if (!scanned) return wait(pairing, at, chance);
  return next(enter(pairing, { kind: 'linking', until: at + linkingTime }), 'session', at);
}

/** The gateway has a code to scan, which is requested as soon as the minimum gap allows. */
function ready(pairing: Pairing, at: number): Pairing {
  const { phase, visible } = pairing;
  if (!visible) {
    const hidden = phase.kind === 'scannable' ? pairing : enter(pairing, { kind: 'paused' });
    return next(hidden, 'qr', at + slowPace);
  }
  const shown =
    phase.kind === 'linking' || phase.kind === 'passkey' ? enter(pairing, { kind: 'connecting' }) : pairing;
  return next(shown, 'qr', at);
}

/** The session isn't ready. A code that is still valid stays on screen. */
export function wait(pairing: Pairing, at: number, chance: number): Pairing {
  const { phase } = pairing;
  const refusals = phase.kind === 'waiting' ? phase.refusals + 1 : 1;
  const since = startingSince(phase) ?? at;
  const waiting: Phase = { kind: 'waiting', refusals, since, stuck: at - since >= startingTime };
  const { ms, seconds } = backoff(refusals, chance);
  const kept = hasLiveCode(pairing, at) ? pairing : enter(pairing, waiting);
  return next(kept, 'qr', at + ms, seconds);
}

/** When the session began to start. If linking didn't succeed, the session has been starting since linking began. */
function startingSince(phase: Phase): number | undefined {
  if (phase.kind === 'waiting') return phase.since;
  return phase.kind === 'linking' ? phase.until - linkingTime : undefined;
}

function failed(pairing: Pairing, { at, request, chance }: Answered, failure: Failure): Pairing {
  const { phase, link } = pairing;
  if (phase.kind === 'linked') return end(pairing, phase, at);
  if (request !== 'qr' && request !== 'session' && request !== 'pairingCode')
    return end(pairing, { kind: 'failed', failure, during: request }, at);
  const transient = isTransient(failure);
  const scanned = phase.kind === 'linking' || phase.kind === 'passkey';
  // A session check that should explain an unclear 422 has failed too, so only the 422 counts: wait.
  const explains422 = request === 'session' && pairing.visible && !scanned && failure.kind !== 'rateLimit';
  if (explains422 && !(transient && hasLiveCode(pairing, at))) return wait(pairing, at, chance);
  const before = link.kind === 'backoff' ? link : { failures: 0, unreadable: 0 };
  const unreadable = failure.kind === 'protocol' ? before.unreadable + 1 : 0;
  if (!transient || unreadable > maxUnreadable) return end(pairing, { kind: 'failed', failure }, at);
  const failures = before.failures + 1;
  const broken: Link = { kind: 'backoff', failures, unreadable, because: failure };
  const { ms, seconds } = backoff(failures, chance, failure.retryAfterMs);
  return next({ ...pairing, link: broken }, scanned ? 'session' : 'qr', at + ms, seconds);
}
