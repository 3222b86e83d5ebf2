import type { Failure } from '../failures/failure';
import { isTransient } from '../failures/failure';
import type { Account, Answer, SessionStatus } from '../gateways/answer';
import type { Command } from '../gateways/commandeffect';
import { confirmTime, showsEffect } from '../gateways/commandeffect';
import type { Clock } from '../time/clock';
import type { Requests } from './instancework';

/** How late the last look may be, in ms, since each look takes a little time. */
const lateness = 1_000;
/** How often an instance that has just been started may be missing, since a gateway may need a moment to list it. */
const maxMissing = 3;

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

/**
 * Requests the session’s status after a gateway has accepted a command, until the status shows the effect or the time is up.
 * Gateways accept commands that they don’t carry out: a logout that leaves the phone linked, for example.
 */
export async function* confirm(
  command: Command,
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

function statusOf({ status, account }: Extract<Answer, { kind: 'status' }>): Confirmation {
  return { status, ...(account && { account }) };
}

/** Whether a failed look can’t succeed later. A missing instance can appear. */
function isFinal(failure: Failure | undefined): boolean {
  return failure !== undefined && failure.kind !== 'instance' && !isTransient(failure);
}

function startsSession(command: Command): boolean {
  return command === 'start' || command === 'restart';
}

/** Why a command that the gateway accepted doesn’t count as done. */
function doubt(command: Command, seen: Confirmation, failure: Failure | undefined): Failure {
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
