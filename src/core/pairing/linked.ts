import type { Account, SessionStatus } from '../gateways/answer';
import { quietWait } from '../failures/backoff';
import { requestGap } from '../gateways/instancepace';
import type { Pairing } from './pairing';
import { end, enter, next } from './pairing';
import type { Phase } from './phase';
import type { Reply } from './reply';

type Linked = Extract<Phase, { kind: 'linked' }>;

/** A link counts as confirmed if the session is still WORKING after this time, in ms: some are refused within seconds. */
const linkConfirmTime = 10_000;
/** When an account whose name is missing is requested again, in ms after the first WORKING: WhatsApp gives no name while it links. */
const nameTimes = [5_000, 10_000, 20_000] as const;
/** How long a linked session may reconnect before that is no longer waited for, in ms. */
const reconnectTime = 30_000;
/** Until when the last check may start, in ms after the first WORKING. */
const longestTime = 40_000;

const lost: ReadonlySet<SessionStatus> = new Set(['FAILED', 'STOPPED', 'SCAN_QR_CODE', 'PASSKEY']);

/** The session reported WORKING: the phone is linked. */
export function linkedNow(pairing: Pairing, at: number, account: Account | undefined): Pairing {
  const phase: Linked = { kind: 'linked', since: at, confirmed: false, ...(account && { account }) };
  return checkLater(end(pairing, phase, at), phase, at);
}

/** A linked pairing after the answer to a session check: the link is confirmed, the account gets its name, or the link is gone. */
export function linkedAnswered(pairing: Pairing, phase: Linked, { at, answer }: Reply): Pairing {
  const age = at - phase.since;
  if (answer.kind === 'status' && answer.status === 'WORKING') {
    const account = answer.account ?? phase.account;
    const seen: Linked = {
      ...phase,
      confirmed: phase.confirmed === true || age >= linkConfirmTime,
      ...(account && { account }),
    };
    return checkLater(end(pairing, seen, at), seen, at);
  }
  if (answer.kind === 'status' && lost.has(answer.status))
    return end(pairing, { kind: 'failed', failure: { kind: 'linkLost', detail: answer.status } }, at);
  const pause = answer.kind === 'failure' ? quietWait(answer.failure) : requestGap;
  if (phase.confirmed || age >= reconnectTime || age + pause > longestTime) return end(pairing, phase, at);
  return next(enter(pairing, phase), 'session', at + pause);
}

/** Plans the next check of a linked session, if one is needed. */
function checkLater(pairing: Pairing, { since, confirmed, account }: Linked, at: number): Pairing {
  const times = account?.name === undefined ? nameTimes : confirmed ? [] : [linkConfirmTime];
  const later = times.find((time) => since + time > at);
  return later === undefined ? pairing : next(pairing, 'session', since + later);
}
