import type { Failure } from '../core/failures/failure';
import type { Account, Answer, SessionStatus } from '../core/gateways/answer';
import type { GatewayClient } from '../core/gateways/client';
import { isRunning } from '../core/gateways/commandeffect';
import { dialects } from '../core/gateways/dialects';
import type { Gateway } from '../core/gateways/gateway';
import { confirm } from '../core/instances/confirmation';
import type { Outcome, Requests } from '../core/instances/instancework';
import type { InstanceCommand } from '../core/pairing/phase';
import type { InstanceRef } from '../core/references/instanceref';
import { requestSession } from '../gateways/sessionrequest';
import { commandPairing, pairingOnShow } from '../pairing/instancecommand';
import type { Action, ActionParts } from './action';

/** The outcome of a command, and what is then known about the instance. */
export interface CommandResult {
  readonly outcome: Outcome;
  readonly status?: SessionStatus;
  readonly account?: Account;
  /** Whether the instance’s pairing sent the command, so that its surfaces show the outcome. */
  readonly byPairing?: true;
}

/** What {@link commandInstance} needs. */
export type CommandParts = Pick<
  ActionParts,
  'gateways' | 'clients' | 'paces' | 'pairings' | 'tools' | 'clock'
>;

/** An answer to a command; from a pairing if it sent the command, and then the command is confirmed already. */
interface Sent {
  readonly answer: Answer;
  readonly byPairing?: true;
}

const noRest = (): number => 0;
const moved: Failure = { kind: 'moved' };

/** Sends a command for one instance to the gateway that the user agreed to, and finds out whether it had an effect. */
export async function* commandInstance(
  action: Action,
  ref: InstanceRef,
  agreed: Gateway | undefined,
  parts: CommandParts,
  signal: AbortSignal,
): Requests<CommandResult> {
  const { gateways, clients, paces, pairings, tools, clock } = parts;
  const { request, command, before } = action;
  if (!agreed) return yield* endWith(moved);
  const supported = dialects[agreed.kind].capabilities;
  if (!supported.has(request)) return yield* endWith({ kind: 'unsupported' });
  const pace = paces.of(agreed, ref.instanceId);
  const rest = (): number => pace.rest('session');

  /** The client, unless the gateway has changed since the user agreed. */
  const connect = async (): Promise<GatewayClient | undefined> =>
    gateways.find(ref.gateway)?.endpoint.base === agreed.endpoint.base
      ? (await clients.get()).open(agreed, ref.instanceId)
      : undefined;
  const look = async (): Promise<Answer | undefined> => {
    const client = await connect();
    return client ? await requestSession({ client, pace, clock }, signal) : failedWith(moved);
  };
  const send = async (kind: Action['request'], asCommand?: InstanceCommand): Promise<Sent> => {
    const client = await connect();
    if (!client) return { answer: failedWith(moved) };
    before?.(ref);
    const pairing = asCommand && pairingOnShow(ref, pairings);
    const outcome = pairing && (await commandPairing(pairing, asCommand, tools, clock));
    if (outcome && outcome.kind !== 'locked')
      return { answer: outcome.kind === 'done' ? outcome : failedWith(outcome.failure), byPairing: true };
    return { answer: await client.request(kind, signal) };
  };
  /** Sends a command and confirms it, if the gateway accepts it. */
  async function* carryOut(
    kind: Action['request'],
    asCommand: InstanceCommand | undefined,
    stopped: boolean,
  ): Requests<CommandResult> {
    const { answer, byPairing } = await send(kind, asCommand);
    const failure = failureOf(answer);
    if (failure?.kind === 'alreadyStarted' && !stopped) {
      yield { failure, rest };
      return yield* afterAlreadyStarted(failure);
    }
    if (failure || byPairing) {
      yield { failure };
      const outcome: Outcome = failure ? { kind: 'failed', failure } : { kind: 'done' };
      return { outcome, ...(byPairing && { byPairing }) };
    }
    const { failure: doubt, ...seen } = yield* confirm(kind, { clock, look, rest });
    return { outcome: doubt ? { kind: 'failed', failure: doubt } : { kind: 'done' }, ...seen };
  }
  /** The session is running already, or it has failed: then only a stop and a start help. */
  async function* afterAlreadyStarted(refusal: Failure): Requests<CommandResult> {
    const answer = await look();
    const status = answer?.kind === 'status' ? answer.status : undefined;
    const account = answer?.kind === 'status' ? answer.account : undefined;
    const seen = { ...(status !== undefined && { status }), ...(account && { account }) };
    if (status === 'FAILED' && account) {
      yield {};
      return { outcome: { kind: 'failed', failure: { kind: 'loginRefused' } }, ...seen };
    }
    if (status !== 'FAILED' || !supported.has('stop') || !supported.has('start')) {
      yield { failure: answer && failureOf(answer) };
      const isDone = request === 'start' && isRunning(status);
      return { outcome: isDone ? { kind: 'alreadyRunning' } : { kind: 'failed', failure: refusal }, ...seen };
    }
    yield { rest: noRest };
    const stopFailure = failureOf((await send('stop')).answer);
    if (stopFailure && stopFailure.kind !== 'instance') return yield* endWith(stopFailure);
    yield { rest: noRest };
    return yield* carryOut('start', command && 'start', true);
  }
  return yield* carryOut(request, command, false);
}

async function* endWith(failure: Failure): Requests<CommandResult> {
  yield await Promise.resolve({ failure });
  return { outcome: { kind: 'failed', failure } };
}

function failedWith(failure: Failure): Answer {
  return { kind: 'failure', failure };
}

/** The failure in an answer to a command. A session that is FAILED or STOPPED didn’t do what it was asked to. */
function failureOf(answer: Answer): Failure | undefined {
  if (answer.kind === 'failure') return answer.failure;
  if (answer.kind !== 'status') return undefined;
  if (answer.status === 'FAILED') return { kind: 'sessionFailed', status: 422 };
  return answer.status === 'STOPPED' ? { kind: 'sessionStopped', status: 422 } : undefined;
}
