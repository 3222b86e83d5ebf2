import { sessionStarted } from '../code/codehistory';
import { confirmTime, showsEffect } from '../gateways/commandeffect';
import { quietWait } from '../failures/backoff';
import { requestGap } from '../gateways/instancepace';
import { remember } from './memory';
import type { Pairing } from './pairing';
import { end, next } from './pairing';
import type { InstanceCommand } from './phase';
import type { Reply } from './reply';

/** A gateway that asks to wait longer than this, in ms, doesn't confirm in time. */
const longestPause = 60_000;

/** The pairing after the answer to a session command. */
export function commandAnswered(pairing: Pairing, { answer, at }: Reply, command: InstanceCommand): Pairing {
  if (answer.kind === 'failure') {
    const { failure } = answer;
    // The session decides: if it has failed, it must be stopped before it can start.
    if (failure.kind === 'alreadyStarted' && !pairing.memory.alreadyStarted)
      return next(remember(pairing, { alreadyStarted: true }), 'session', at);
    return end(pairing, { kind: 'failed', failure, during: command }, at);
  }
  const memory = { ...pairing.memory, commanded: { command, at } };
  delete memory.hasAccount;
  const accepted: Pairing = {
    ...pairing,
    link: { kind: 'up' },
    memory,
    history: sessionStarted(pairing.history, at),
  };
  const [following, ...rest] = memory.commands;
  if (following !== undefined) return next(remember(accepted, { commands: rest }), following, at);
  return next(accepted, isUnlinking(accepted) ? 'session' : 'qr', at);
}

/** A session that refuses to start because it runs, although it has failed: it is stopped, then started. */
export function stopAndStart(pairing: Pairing, at: number): Pairing {
  return next(remember(pairing, { commands: ['start'] }), 'stop', at);
}

/** Whether session checks show if the phone has been unlinked, as the user asked. */
export function isUnlinking({ memory: { unlinks, commanded } }: Pairing): boolean {
  return unlinks && commanded?.command === 'logout';
}

/** The pairing after a session check that shows whether the phone is unlinked. */
export function unlinkingAnswered(pairing: Pairing, { answer, at }: Reply): Pairing {
  if (showsEffect('logout', answer)) return end(pairing, { kind: 'unlinked', since: at }, at);
  const commandedAt = pairing.memory.commanded?.at ?? at;
  const pause = answer.kind === 'failure' ? quietWait(answer.failure) : requestGap;
  if (at - commandedAt < confirmTime && pause <= longestPause) return next(pairing, 'session', at + pause);
  return end(pairing, { kind: 'failed', failure: { kind: 'unconfirmed' }, during: 'logout' }, at);
}
