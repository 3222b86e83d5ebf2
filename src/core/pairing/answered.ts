import type { Account, Answer, SessionStatus } from '../gateways/answer';
import { backoff } from '../failures/backoff';
import type { Failure } from '../failures/failure';
import { isTransient } from '../failures/failure';
import { requestGap, slowPace } from '../gateways/instancepace';
import type { Code, Event, Link, Pairing, Phase } from './pairing';
import { afterExpiry, end, enter, hasLiveCode, idle, lastAfter, next, startingTime } from './pairing';
import { hasLivePairingCode } from './pairingcode';

/** How long a code without an expiry is trusted after a request confirmed it, in ms: the shortest life WhatsApp gives one. */
const assumedLife = 20_000;
/** How long a scan may take to show, in ms, before it counts as none. */
const linkingTime = 60_000;
/** Answers in a row that may be incomprehensible before the pairing gives up. */
const maxUnreadable = 3;
/** Two readings of one expiry that are apart by less, in ms, mean the same instant. */
const expiryBlur = 2_000;

type Answered = Extract<Event, { type: 'answered' }>;

/** What follows from the answer to the request under way. */
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
  const fresh: Code = {
    value,
    known,
    expiresAt: at + (ttl?.min ?? assumedLife),
    surelyExpiredAt: at + (ttl?.max ?? assumedLife),
    hasExpiry: ttl !== undefined,
    confirmedAt: at,
  };
  const current = same ? steady(shown, fresh) : fresh;
  const counted = same ? pairing : { ...pairing, codes: pairing.codes + 1 };
  if (current.expiresAt <= at) {
    const dead = enter(counted, afterExpiry(current, pairing.visible));
    return next(
      dead,
      'qr',
      pairing.visible ? Math.max(current.surelyExpiredAt, at + requestGap) : at + slowPace,
    );
  }
  const poll = pairing.visible ? pollAt(current, at, interval) : at + slowPace;
  return next(enter(counted, { kind: 'scannable', code: current }), 'qr', poll);
}

/** The next poll: spread evenly over what is left, so that one falls on the code's end and none just before it, which would hold that one up. */
function pollAt({ surelyExpiredAt, hasExpiry }: Code, at: number, interval: number): number {
  if (!hasExpiry) return Math.min(at + interval, surelyExpiredAt);
  const left = surelyExpiredAt - at;
  return at + left / Math.max(Math.floor(left / interval), 1);
}

/** A code confirmed: its countdown must not jump, and an expiry once told is not forgotten. */
function steady(before: Code, now: Code): Code {
  if (!before.hasExpiry) return now;
  if (!now.hasExpiry) return { ...before, confirmedAt: now.confirmedAt };
  const other =
    now.expiresAt - before.surelyExpiredAt > expiryBlur ||
    before.expiresAt - now.surelyExpiredAt > expiryBlur;
  if (other) return now;
  // Both readings hold, so the narrower of what they say holds too.
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
      // An unclear 422 is looked into; a status that nobody documented tells no more than STARTING does.
      if (request === 'qr') return next(pairing, 'session', at);
      if (pairing.phase.kind === 'passkey') return next(pairing, 'session', at + slowPace);
      return pairing.phase.kind === 'linking' ? starting(pairing, at, chance) : wait(pairing, at, chance);
    default:
      return word satisfies never;
  }
}

/** Before a code was shown this is a wait; after that it is what a scan looks like from here. */
function starting(pairing: Pairing, at: number, chance: number): Pairing {
  const { phase } = pairing;
  if (phase.kind === 'linking') {
    return phase.until > at ? next(pairing, 'session', at + requestGap) : wait(pairing, at, chance);
  }
  const scanned = hasLiveCode(pairing, at) || hasLivePairingCode(pairing, at) || phase.kind === 'passkey';
  if (!scanned) return wait(pairing, at, chance);
  return next(enter(pairing, { kind: 'linking', until: at + linkingTime }), 'session', at);
}

/** The gateway says that there is a code to scan: asked for as soon as the pace allows. */
function ready(pairing: Pairing, at: number): Pairing {
  const { phase, visible } = pairing;
  if (!visible) {
    const unseen = phase.kind === 'scannable' ? pairing : enter(pairing, { kind: 'paused' });
    return next(unseen, 'qr', at + slowPace);
  }
  const back =
    phase.kind === 'linking' || phase.kind === 'passkey' ? enter(pairing, { kind: 'connecting' }) : pairing;
  return next(back, 'qr', at);
}

/** The session isn't ready. A code that is still good stays on screen. */
export function wait(pairing: Pairing, at: number, chance: number): Pairing {
  const { phase } = pairing;
  const refusals = phase.kind === 'waiting' ? phase.refusals + 1 : 1;
  const since = startingSince(phase) ?? at;
  const waiting: Phase = { kind: 'waiting', refusals, since, stuck: at - since >= startingTime };
  const { ms, seconds } = backoff(refusals, chance);
  const kept = hasLiveCode(pairing, at) ? pairing : enter(pairing, waiting);
  return next(kept, 'qr', at + ms, seconds);
}

/** A link that never came about was a session that is starting all that time. */
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
  const follows = phase.kind === 'linking' || phase.kind === 'passkey';
  // A session check that was only to explain an unclear 422 and fails too leaves the 422: wait.
  const triage = request === 'session' && pairing.visible && !follows && failure.kind !== 'rateLimit';
  if (triage && !(transient && hasLiveCode(pairing, at))) return wait(pairing, at, chance);
  const before = link.kind === 'backoff' ? link : { failures: 0, unreadable: 0 };
  const unreadable = failure.kind === 'protocol' ? before.unreadable + 1 : 0;
  if (!transient || unreadable > maxUnreadable) return end(pairing, { kind: 'failed', failure }, at);
  const failures = before.failures + 1;
  const troubled: Link = { kind: 'backoff', failures, unreadable, because: failure };
  const { ms, seconds } = backoff(failures, chance, failure.retryAfterMs);
  return next({ ...pairing, link: troubled }, follows ? 'session' : 'qr', at + ms, seconds);
}
