import type { Failure } from '../failures/failure';
import { isTransient } from '../failures/failure';
import type { Account, Answer, SessionStatus } from '../gateways/answer';
import type { GatewayRequest } from '../gateways/client';
import type { Clock } from '../time/clock';
import type { Requests } from './instancework';

/** How long the status of a session may take to show the effect of a command, in ms. */
export const confirmTime = 15_000;
/** How late the last look may be, in ms, since each look takes a little time. */
const lateness = 1_000;
/** How often an instance that has just been started may be missing, since a gateway may need a moment to list it. */
const maxMissing = 3;

/** A command that a gateway accepts before, or without, carrying it out. */
export type ConfirmedCommand = Exclude<GatewayRequest, 'qr' | 'session' | 'pairingCode'>;

/** What {@link confirm} needs. */
export interface ConfirmationParts {
  readonly clock: Clock;
  /** Requests the session’s status. Undefined if no request was sent. */
  readonly look: () => Promise<Answer | undefined>;
  /** Milliseconds until the next request for the status may start. */
  readonly rest: () => number;
}

/** What the status of a session said about a command. */
export interface Confirmation {
  /** Why the command doesn’t count as done; undefined if its effect was seen. */
  readonly failure?: Failure;
  /** What was seen last. */
  readonly status?: SessionStatus;
  readonly account?: Account;
}

const running: ReadonlySet<SessionStatus> = new Set(['STARTING', 'SCAN_QR_CODE', 'WORKING', 'PASSKEY']);

/** Whether a session with this status runs, or is about to. */
export function isRunning(status: SessionStatus | undefined): boolean {
  return status !== undefined && running.has(status);
}

/**
 * Requests the session’s status after a gateway has accepted a command, until the status shows the effect or the time is up.
 * Gateways accept commands that they don’t carry out: a logout that leaves the phone linked, for example.
 */
export async function* confirm(
  command: ConfirmedCommand,
  { clock, look, rest }: ConfirmationParts,
): Requests<Confirmation> {
  const until = clock.elapsed() + confirmTime;
  let missing = 0;
  let seen: Confirmation = {};
  // The command itself has ended.
  yield { rest };
  for (;;) {
    const answer = await look();
    const failure = answer?.kind === 'failure' ? answer.failure : undefined;
    if (failure?.kind === 'instance') missing++;
    if (answer?.kind === 'status') seen = statusOf(answer);
    const shown = answer !== undefined && showsEffect(command, answer);
    const over =
      shown ||
      isFinal(failure) ||
      (startsSession(command) && missing >= maxMissing) ||
      clock.elapsed() + rest() > until + lateness;
    yield { failure, ...(!over && { rest }) };
    if (shown) return failure && command === 'stop' ? { status: 'STOPPED' } : seen;
    if (over) return { ...seen, failure: doubt(command, seen, failure) };
  }
}

/** Whether the answer to a request for the session’s status shows the effect of a command. */
export function showsEffect(command: ConfirmedCommand, answer: Answer): boolean {
  const gone = answer.kind === 'failure' && answer.failure.kind === 'instance';
  if (answer.kind !== 'status') return gone && (command === 'stop' || command === 'delete');
  const { status, account } = answer;
  switch (command) {
    case 'start':
    case 'restart':
      return isRunning(status);
    case 'stop':
      return status === 'STOPPED';
    case 'logout':
      // While a session that keeps its login reconnects, it is STARTING with the account.
      return status !== 'WORKING' && (status !== 'STARTING' || account === undefined);
    case 'create':
      return true;
    case 'delete':
      return false;
    default:
      return command satisfies never;
  }
}

function statusOf({ status, account }: Extract<Answer, { kind: 'status' }>): Confirmation {
  return { status, ...(account && { account }) };
}

/** Whether a failed look can’t succeed later. A missing instance can appear. */
function isFinal(failure: Failure | undefined): boolean {
  return failure !== undefined && failure.kind !== 'instance' && !isTransient(failure);
}

function startsSession(command: ConfirmedCommand): boolean {
  return command === 'start' || command === 'restart';
}

/** Why a command that the gateway accepted doesn’t count as done. */
function doubt(command: ConfirmedCommand, seen: Confirmation, failure: Failure | undefined): Failure {
  if (startsSession(command)) {
    if (failure?.kind === 'instance') return failure;
    if (seen.status === 'FAILED') return { kind: seen.account ? 'loginRefused' : 'sessionFailed' };
    if (seen.status === 'STOPPED') return { kind: 'sessionStopped' };
  }
  const { status, message } = failure ?? {};
  return {
    kind: 'unconfirmed',
    ...(status !== undefined && { status }),
    ...(message !== undefined && { message }),
  };
}
