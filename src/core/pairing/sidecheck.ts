import { codeThere, seenStarting } from '../code/codehistory';
import { linkingGap, requestGap } from '../gateways/instancepace';
import type { Link, Pairing, Plan } from './pairing';
import { enter, idle, isOver, lastAfter, next } from './pairing';
import { quietWait } from '../failures/backoff';
import type { Failure } from '../failures/failure';
import type { Reply } from './reply';
import { gapBefore, hadCode, isStalled, isBusy } from './reply';
import { hasLivePairingCode } from './pairingcode';
import { isNewAccount, noteAccount } from './statusanswered';
import { waitingFor } from './waiting';

type Backoff = Extract<Link, { kind: 'backoff' }>;

/** After this time, in ms, an open request for a code says something by itself. Source: a real WAHA answers within 30 ms if it has a code, and blocks up to 15 s if it doesn't. */
const openTime = 2_000;
/** The same if the gateway answered the last request at once. */
const stalledTime = 500;
/** Minimum time between a check and the next request for a code, in ms. */
const tooLate = 1_000;

/**
 * When the session is to be checked beside the requests for a code: while one of them is open for long, between two of them
 * while a code is on screen, so that a scan is noticed within seconds, while a session starts that was told to, and after an
 * answer that can't be read. Undefined if no check is needed.
 */
export function sideCheckAt(pairing: Pairing): number | undefined {
  const { phase, link, visible, inFlight, startedAt, plan, last, checkSince } = pairing;
  if (checkSince !== undefined || isOver(pairing)) return undefined;
  if (link.kind !== 'up') return unreadableCheckAt(pairing, link);
  const earliest = (last.session ?? -Infinity) + gapBefore(pairing, 'session');
  if (inFlight === 'qr' && startedAt !== undefined)
    return Math.max(startedAt + (isStalled(pairing) ? stalledTime : openTime), earliest);
  if (inFlight || !visible || !plan || last.qr === undefined) return undefined;
  switch (phase.kind) {
    case 'scannable':
    case 'expired':
      if (plan.at - last.qr < requestGap - tooLate) return undefined;
      return inTime(Math.max((last.qr + plan.at) / 2, earliest), plan);
    case 'waiting':
      // After a command, the first code comes within seconds, and its age tells when it ends.
      return plan.request === 'qr' && isBusy(pairing, last.qr)
        ? inTime(Math.max(last.qr + openTime, earliest), plan)
        : undefined;
    default:
      return undefined;
  }
}

/** An answer that can't be read, such as an image of a code, says nothing about the session, so the session is checked once before the next try. */
function unreadableCheckAt(pairing: Pairing, { because }: Backoff): number | undefined {
  const { visible, inFlight, plan, last } = pairing;
  const checked = last.session ?? -Infinity;
  if (because.kind !== 'protocol' || inFlight || !visible || plan?.request !== 'qr') return undefined;
  if (last.qr === undefined || checked > last.qr) return undefined;
  return inTime(Math.max(last.qr + openTime, checked + gapBefore(pairing, 'session')), plan);
}

/** A time for a check, unless the planned request follows at once. */
function inTime(at: number, plan: Plan): number | undefined {
  return at <= plan.at - tooLate ? at : undefined;
}

/** What a check beside other requests showed. A refused check ends nothing; `settle` takes an answer that makes the other requests needless. */
export function seenBeside(
  pairing: Pairing,
  reply: Reply,
  settle: (pairing: Pairing, reply: Reply) => Pairing,
): Pairing {
  const { answer, at, startedAt } = reply;
  const settled = (): Pairing => settle({ ...idle(pairing), last: lastAfter(pairing, at) }, reply);
  if (answer.kind === 'failure') {
    // A limit counts for every kind of request. A request that is open already isn't given up for it.
    const isLimit = answer.failure.kind === 'rateLimit';
    return isLimit && !pairing.inFlight ? settled() : refused(pairing, at, answer.failure);
  }
  if (answer.kind !== 'status') return pairing;
  switch (answer.status) {
    case 'unknown':
      return pairing;
    case 'SCAN_QR_CODE': {
      if (isNewAccount(pairing, answer.account)) return settled();
      const noted = noteAccount({ ...pairing, history: codeThere(pairing.history, at) }, answer.account);
      // The session no longer has to be waited for.
      const isReady = noted.phase.kind === 'waiting' && noted.link.kind === 'up';
      return isReady && noted.plan ? next(noted, 'qr', at) : noted;
    }
    case 'STARTING': {
      if (hadCode(pairing, reply) || hasLivePairingCode(pairing, at) || pairing.phase.kind === 'passkey')
        return settled();
      const { phase } = pairing;
      const history = seenStarting(pairing.history, startedAt);
      const waits = phase.kind === 'linking' || phase.kind === 'scannable';
      return waits
        ? pairing
        : enter(
            { ...pairing, history },
            waitingFor(phase, at, 'STARTING', phase.kind === 'waiting' ? phase.refusals : 0),
          );
    }
    case 'WORKING':
    case 'FAILED':
    case 'STOPPED':
    case 'PASSKEY':
      return settled();
    default:
      return answer.status satisfies never;
  }
}

/** After a refused check, no other is sent before the time that the gateway asks for. */
function refused(pairing: Pairing, at: number, failure: Failure): Pairing {
  return { ...pairing, last: { ...pairing.last, session: at + quietWait(failure) - linkingGap } };
}
