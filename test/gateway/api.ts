import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Accounts } from './accounts';
import type { Answer } from './answer';
import { dated, errorAnswer, scripted } from './answer';
import type { Delivery } from './autophone';
import { readBody } from './body';
import type { Sleep } from './clock';
import type { Credentials } from './credentials';
import { readCredentials } from './credentials';
import type { FaultQueue } from './fault';
import type { StandInInstance } from './instance';
import { createPath } from './operations';
import type { Personality } from './personality';
import type { RateRules } from './raterules';
import type { OpenRecord, RequestLog } from './requestlog';
import { send } from './send';

/** What the API knows and stores. */
export interface ApiState {
  readonly personality: Personality;
  readonly accounts: Accounts;
  readonly instances: Map<string, StandInInstance>;
  /** Faults for requests of any instance, or of none; an instance's own faults come first. */
  readonly faults: FaultQueue;
  readonly log: RequestLog;
  readonly rules: RateRules;
  now(): number;
  readonly sleep: Sleep;
  /** How far the gateway's clock runs ahead of the true time, in ms. */
  skew(): number;
  /** Whether the gateway itself is closing its connections. */
  cutting(): boolean;
  /** Creates an instance that belongs to an account. */
  create(name: string | undefined, account: string | undefined): StandInInstance;
  /** Reports that a client has received a code. */
  delivered: Delivery;
}

/** Answers one request of the API and logs it. */
export async function answerRequest(
  state: ApiState,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const record = state.log.open(request.method ?? '', url.pathname, state.now());
  const closed = new AbortController();
  let dropped = false;
  let delivery: (() => void) | undefined;
  response.once('close', () => {
    closed.abort();
    state.rules.leave(record);
    record.finishedAt = state.now();
    record.outcome = response.writableFinished
      ? 'answered'
      : dropped || state.cutting()
        ? 'dropped'
        : 'aborted';
    if (record.outcome !== 'answered') return;
    record.status = response.statusCode;
    delivery?.();
  });
  const body = await readBody(request);
  if (response.destroyed) return;
  const answer =
    body === undefined
      ? dated(errorAnswer(413, 'too_large', 'The request body is too long.'), gatewayTime(state))
      : await decide(
          state,
          record,
          { url, credentials: readCredentials(url.searchParams, body) },
          closed.signal,
        );
  if (closed.signal.aborted || answer === undefined) return;
  dropped = answer.drop !== undefined;
  const instance = state.instances.get(record.instance ?? '');
  const { delivers } = answer;
  if (instance && delivers) {
    delivery = () => {
      state.delivered(instance, delivers);
    };
  }
  send(response, answer);
}

/** What a client sends. */
interface Sent {
  readonly url: URL;
  readonly credentials: Credentials;
}

/** The answer to a request, or nothing if the client aborts it. Rate rules come first, then faults, then the documented behavior. */
async function decide(
  state: ApiState,
  record: OpenRecord,
  sent: Sent,
  closed: AbortSignal,
): Promise<Answer | undefined> {
  const { credentials } = sent;
  record.credentials = credentials.place;
  if (credentials.instance !== undefined) record.instance = credentials.instance;
  if (credentials.token !== undefined) record.account = state.accounts.nameOf(credentials.token);
  const violation = await state.rules.enter(record);
  if (violation !== undefined && state.personality.refusesHaste) {
    return dated(errorAnswer(429, 'rate_limited', violation.message), gatewayTime(state));
  }
  const instance = state.instances.get(credentials.instance ?? '');
  const fault = instance?.faults.take(record.path) ?? state.faults.take(record.path) ?? {};
  const wait = (instance?.latency ?? 0) + (fault.delay ?? 0);
  // Rejects when the client aborts the request; the next line handles that.
  if (wait > 0) await state.sleep(wait, closed).catch(() => undefined);
  // An aborted request must not start or stop anything.
  if (closed.aborted) return undefined;
  const answer =
    scripted(fault) ?? state.personality.dress(await documented(state, record, sent, instance, closed));
  return dated(answer, gatewayTime(state), fault);
}

function gatewayTime(state: ApiState): number {
  return state.now() + state.skew();
}

async function documented(
  state: ApiState,
  { method, path }: OpenRecord,
  { url, credentials }: Sent,
  instance: StandInInstance | undefined,
  closed: AbortSignal,
): Promise<Answer> {
  const { personality } = state;
  const operation = personality.operations[path];
  const about = path === createPath ? 'account' : 'instance';
  if (operation === undefined && about === 'instance') return personality.wrongTarget(method, url);
  const { methods } = operation ?? { methods: ['POST'] };
  if (!methods.includes(method)) return personality.wrongTarget(method, url, methods[0]);
  const refusal = personality.refuse(credentials, about);
  if (refusal !== undefined) return refusal;
  const { token = '' } = credentials;
  if (!state.accounts.has(token)) return personality.unauthorized;
  if (operation === undefined) return await personality.create(state, credentials);
  if (instance === undefined || !state.accounts.sees(token, instance.account)) {
    return personality.unknownInstance(credentials.instance ?? '');
  }
  return await operation.answer(instance, state, credentials, closed);
}
