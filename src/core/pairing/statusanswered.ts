import { codeThere, seenLinking, seenStarting } from '../code/codehistory';
import type { Account, Answer } from '../gateways/answer';
import { linkingGap, requestGap, slowPace } from '../gateways/instancepace';
import { stopAndStart } from './commandanswered';
import { linkedNow } from './linked';
import { forgetFailed, noDoubts, remember } from './memory';
import type { Pairing } from './pairing';
import { end, enter, next } from './pairing';
import { hasLivePairingCode } from './pairingcode';
import type { WaitCause } from './phase';
import type { Reply } from './reply';
import { hadCode, isBusy } from './reply';
import { linkingTime, lookAgain, wait } from './waiting';

/** After so many answers in a row without a code, the pairing waits longer. */
const maxWithoutCode = 3;
/** How long linking is checked at the shorter gap, in ms. */
const quickTime = 10_000;
/** How long a session that may recover by itself is watched, in ms. Source: WAHA's browser engine restarts itself 2 s after a failure. */
const recoveryTime = 15_000;
/** A session that fails again so soon after a restart, in ms, holds a login that WhatsApp refuses. Source: measured on a real WAHA, 0.35 s each time. */
const refusedLoginTime = 10_000;

type Status = Extract<Answer, { kind: 'status' }>;

/** The pairing after an answer that names the session's status. */
export function statusAnswered(before: Pairing, reply: Reply, answer: Status): Pairing {
  const { at, request } = reply;
  const { status, account } = answer;
  if (status === 'unknown') return unclearAnswered(before, reply, answer.message);
  if (status === 'FAILED') return failedAnswered(before, reply, account);
  // A session check with a known status is of help, so what the gateway said meanwhile doesn't count.
  const unclear = request === 'session' ? { ...before.memory.unclear, times: 0 } : before.memory.unclear;
  const pairing = forgetFailed(
    remember(before, { missing: noDoubts.missing, alreadyStarted: false, unclear }),
  );
  switch (status) {
    case 'WORKING':
      // Only a session check tells whether the phone is really linked.
      if (request === 'session') return linkedNow(pairing, at, account);
      return next(hadCode(pairing, reply) ? linking(pairing, at) : pairing, 'session', at);
    case 'STOPPED':
      return isBusy(pairing, at)
        ? lookAgain(started(dropCode(pairing), reply), 'session', at, requestGap, 'STOPPED')
        : end(pairing, { kind: 'failed', failure: { kind: 'sessionStopped' } }, at);
    case 'PASSKEY':
      return next(enter(pairing, { kind: 'passkey' }), 'session', at + slowPace);
    case 'SCAN_QR_CODE':
      return request === 'session' ? scanReady(pairing, reply, account) : noCodeDespiteStatus(pairing, reply);
    case 'STARTING':
      return starting(
        noteAccount(
          before.memory.failedSince === undefined ? pairing : remember(pairing, { recoversSince: at }),
          account,
        ),
        reply,
      );
    default:
      return status satisfies never;
  }
}

/** Whether a session check names an account that wasn't there before: a phone has scanned the code. A mere request for a pairing code doesn't count. */
export function isNewAccount({ phase, memory, history }: Pairing, account: Account | undefined): boolean {
  if (!account || account.placeholder) return false;
  if (phase.kind === 'linking') return true;
  const wasThere = memory.hasAccount ?? history.number === undefined;
  return !wasThere && (history.newest !== undefined || history.number !== undefined);
}

/** The pairing that knows whether the session named an account. */
export function noteAccount(pairing: Pairing, account: Account | undefined): Pairing {
  const hasAccount = account !== undefined && !account.placeholder;
  return pairing.memory.hasAccount === hasAccount ? pairing : remember(pairing, { hasAccount });
}

/** The phone has probably scanned the code. */
function linking(pairing: Pairing, at: number): Pairing {
  return pairing.phase.kind === 'linking'
    ? pairing
    : enter(pairing, { kind: 'linking', until: at + linkingTime });
}

/** Linking goes on, and is checked again. */
function stillLinking(pairing: Pairing, { at, request }: Reply): Pairing {
  const after = linking(pairing, at);
  if (request !== 'session') return next(after, 'session', at);
  const until = after.phase.kind === 'linking' ? after.phase.until : at;
  const gap = until - at > linkingTime - quickTime ? linkingGap : requestGap;
  return next(after, 'session', at + gap);
}

/** STARTING means a wait before a code was shown; afterwards it means that a phone has probably scanned the code. */
function starting(pairing: Pairing, reply: Reply): Pairing {
  const { at, chance } = reply;
  const { phase } = pairing;
  const scanned = hadCode(pairing, reply) || hasLivePairingCode(pairing, at) || phase.kind === 'passkey';
  if (phase.kind === 'linking' ? phase.until > at : scanned)
    return stillLinking({ ...pairing, history: seenLinking(pairing.history, reply.startedAt) }, reply);
  return wait(started(pairing, reply), at, chance, 'STARTING');
}

/** The session was seen starting, so its next code is the first one. */
function started(pairing: Pairing, { startedAt }: Reply): Pairing {
  return { ...pairing, history: seenStarting(pairing.history, startedAt) };
}

/** A session check says that there is a code to scan: it is requested as soon as the gap allows. */
function scanReady(before: Pairing, reply: Reply, account: Account | undefined): Pairing {
  const { at, chance } = reply;
  const { phase, visible } = before;
  if (isNewAccount(before, account) && (phase.kind !== 'linking' || phase.until > at))
    return stillLinking(before, reply);
  const pairing = noteAccount({ ...before, history: codeThere(before.history, at) }, account);
  const { withoutCode, unclear } = pairing.memory;
  if (!visible) {
    const hidden = phase.kind === 'scannable' ? pairing : enter(pairing, { kind: 'paused' });
    return next(hidden, 'qr', at + slowPace);
  }
  if (withoutCode >= maxWithoutCode) {
    const cause: WaitCause = unclear.message === undefined ? 'empty' : 'unknown';
    return wait(pairing, at, chance, cause, unclear.message);
  }
  const shown =
    phase.kind === 'linking' || phase.kind === 'passkey' ? enter(pairing, { kind: 'connecting' }) : pairing;
  return next(shown, 'qr', at);
}

/** A request for a code was refused because the session isn't SCAN_QR_CODE, yet it is: a race, unless it repeats. */
function noCodeDespiteStatus(pairing: Pairing, { at, chance }: Reply): Pairing {
  const withoutCode = pairing.memory.withoutCode + 1;
  const counted = remember(pairing, { withoutCode });
  if (withoutCode >= maxWithoutCode) return wait(counted, at, chance, 'SCAN_QR_CODE');
  return next(counted, 'qr', at + requestGap);
}

/** FAILED may pass by itself after a code, a link or a start. Otherwise only the user can help, and a session check tells how. */
function failedAnswered(before: Pairing, reply: Reply, account: Account | undefined): Pairing {
  const { at, request } = reply;
  const { memory, phase } = before;
  if (request === 'session' && account)
    return end(before, { kind: 'failed', failure: { kind: 'loginRefused' } }, at);
  // Once: if a command has been accepted since, it was the stop.
  if (memory.alreadyStarted && !memory.commanded && request === 'session') return stopAndStart(before, at);
  const pairing = started(remember(before, { missing: noDoubts.missing }), reply);
  const { failedSince, commanded } = memory;
  if (failedSince === undefined) {
    const mayPass = hadCode(before, reply) || phase.kind === 'linking' || isBusy(before, at);
    if (mayPass)
      return lookAgain(dropCode(remember(pairing, { failedSince: at })), 'session', at, requestGap, 'FAILED');
    if (request !== 'session')
      return next(dropCode(remember(pairing, { failedSince: at - recoveryTime })), 'session', at);
    return end(pairing, { kind: 'failed', failure: { kind: 'sessionFailed' } }, at);
  }
  if (commanded?.command === 'restart' && at - commanded.at < refusedLoginTime)
    return end(pairing, { kind: 'failed', failure: { kind: 'loginRefused' } }, at);
  const left = failedSince + recoveryTime - at;
  if (left <= 0) return end(pairing, { kind: 'failed', failure: { kind: 'sessionFailed' } }, at);
  return lookAgain(pairing, 'session', at, Math.max(left, requestGap), 'FAILED');
}

/** A session that has failed or stopped has no code. */
function dropCode(pairing: Pairing): Pairing {
  const { kind } = pairing.phase;
  return kind === 'scannable' || kind === 'expired' ? enter(pairing, { kind: 'connecting' }) : pairing;
}

/** An answer that names no known status: a session check follows, and if that doesn't help either, the gateway's words are shown. */
export function unclearAnswered(pairing: Pairing, reply: Reply, message?: string): Pairing {
  const { at, request, chance } = reply;
  const { phase, memory } = pairing;
  if (request !== 'session') {
    const times = memory.unclear.times + 1;
    const unclear = { times, ...(message !== undefined && { message }) };
    const counted = remember(pairing, { unclear, withoutCode: memory.withoutCode + 1 });
    return next(forgetFailed(counted), 'session', at);
  }
  if (phase.kind === 'passkey') return next(pairing, 'session', at + slowPace);
  if (phase.kind === 'linking' && phase.until > at) return stillLinking(pairing, reply);
  if (memory.failedSince !== undefined) return failedAnswered(pairing, reply, undefined);
  const { times, message: words = message } = memory.unclear;
  if (times >= maxWithoutCode && words !== undefined)
    return end(pairing, { kind: 'failed', failure: { kind: 'refused', message: words } }, at);
  return wait(pairing, at, chance, memory.missing.qr > 0 ? 'instance' : 'unknown', words);
}
