import { codeSeen, noCodeYet } from '../code/codehistory';
import { usualCodes } from '../code/codelives';
import type { Answer } from '../gateways/answer';
import { slowPace } from '../gateways/instancepace';
import { commandAnswered, isUnlinking, unlinkingAnswered } from './commandanswered';
import type { Answered } from './event';
import { failureAnswered } from './failureanswered';
import { linkedAnswered } from './linked';
import { forgetFailed, noDoubts, remember } from './memory';
import type { Pairing } from './pairing';
import { afterExpiry, checkEnded, enter, idle, lastAfter, next } from './pairing';
import { hasLivePairingCode, isRateLimited } from './pairingcode';
import { nextPoll } from './pollplan';
import type { Reply } from './reply';
import { covered, hadCode, requestFor } from './reply';
import { statusAnswered } from './statusanswered';
import { seenBeside } from './sidecheck';

/** The pairing after the answer to the request under way. */
export function answered(before: Pairing, event: Answered): Pairing {
  const reply = { ...event, startedAt: before.startedAt ?? event.at };
  const pairing: Pairing = { ...idle(before), last: lastAfter(before, event.at) };
  const { request } = event;
  if (request === 'qr' || request === 'session' || request === 'pairingCode')
    return understood(pairing, reply);
  return commandAnswered(pairing, reply, request);
}

/** The pairing after the answer to the session check beside other requests. */
export function checkAnswered(before: Pairing, event: Answered): Pairing {
  const reply = { ...event, startedAt: before.checkSince ?? event.at };
  const pairing = checkEnded(before, event.at);
  const { plan, inFlight, link } = pairing;
  // A session check that is due is no longer needed. One that began before the gateway limited the rate doesn't end that.
  const replacesPlan =
    plan && plan.at <= event.at && !isRateLimited(link) && requestFor(pairing, plan) === 'session';
  if (!inFlight && replacesPlan) return understood(idle(pairing), reply);
  const after = seenBeside(pairing, reply, understood);
  // A wait that the gateway asked for meanwhile is kept, unless the check shows something new.
  const isNews = after.phase.kind !== pairing.phase.kind || event.answer.kind === 'failure';
  return plan && isRateLimited(link) && !isNews ? { ...after, plan, link } : after;
}

function understood(pairing: Pairing, reply: Reply): Pairing {
  const { answer, at } = reply;
  if (pairing.phase.kind === 'linked') return linkedAnswered(pairing, pairing.phase, reply);
  if (isUnlinking(pairing)) return unlinkingAnswered(pairing, reply);
  if (answer.kind === 'failure') return failureAnswered(pairing, reply, answer.failure);
  const up: Pairing = { ...pairing, link: { kind: 'up' } };
  switch (answer.kind) {
    case 'code':
      return codeAnswered(up, reply, answer);
    case 'empty':
      return emptyAnswered(up, reply);
    case 'status':
      return statusAnswered(up, reply, answer);
    case 'done':
    case 'created':
    case 'pairingCode':
      return next(up, 'qr', at);
    default:
      return answer satisfies never;
  }
}

function codeAnswered(
  pairing: Pairing,
  { at, startedAt, interval }: Reply,
  answer: Extract<Answer, { kind: 'code' }>,
): Pairing {
  const { history: before, visible, codes, last } = pairing;
  const { history, lives, code } = codeSeen(before, pairing.lives, { ...answer, startedAt, at });
  // What an earlier pairing knew of is shown again.
  const isNew = codes === 0 || before.newest?.value !== code.value;
  const known: Pairing = {
    ...forgetFailed(remember(pairing, { ...noDoubts, alreadyStarted: false })),
    history,
    lives,
    codes: isNew ? codes + 1 : codes,
  };
  const live = !code.repeated && code.expiresAt > at;
  const shown = enter(
    known,
    live ? { kind: 'scannable', code } : afterExpiry(code, visible, code.repeated ? 'repeated' : 'ended'),
  );
  if (!visible) return next(shown, 'qr', at + slowPace);
  const poll = nextPoll(code, last.qr ?? at, interval, lives.readsFirst);
  // After its last code a session has usually failed: a session check tells, and it doesn't block as a request for a code does.
  const isEnd = poll.isLast && code.end !== 'unknown' && code.number === usualCodes;
  return next(shown, isEnd ? 'session' : 'qr', poll.at);
}

/** The gateway has no code: a phone has scanned the last one, or it is the gap between two codes, or there is none yet. */
function emptyAnswered(pairing: Pairing, reply: Reply): Pairing {
  const { at, startedAt } = reply;
  const { history, memory } = pairing;
  const noted: Pairing = forgetFailed({ ...pairing, history: noCodeYet(history, startedAt) });
  if (hadCode(pairing, reply)) return next(covered(noted, 'gone'), 'session', at);
  if (hasLivePairingCode(pairing, at)) return next(noted, 'session', at);
  return next(remember(noted, { withoutCode: memory.withoutCode + 1 }), 'session', at);
}
