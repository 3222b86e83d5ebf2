import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer';
import { dated, errorAnswer, scripted } from './answer';
import { readBody } from './body';
import { codeAnswer, infoAnswer, unexpectedStatus } from './codeanswer';
import type { Credentials } from './credentials';
import { readCredentials, refuseForm } from './credentials';
import type { StandInInstance } from './instance';
import { phoneCodeAnswer } from './phonecode';
import type { RateRules } from './raterules';
import type { OpenRecord, RequestLog } from './requestlog';
import { send } from './send';

/** What the API knows and keeps. */
export interface ApiState {
  readonly tokens: ReadonlySet<string>;
  readonly instances: ReadonlyMap<string, StandInInstance>;
  readonly log: RequestLog;
  readonly rules: RateRules;
  now(): number;
  /** How far the gateway's clock runs ahead of the true time, in ms. */
  skew(): number;
  /** Whether the gateway itself is cutting its connections. */
  cutting(): boolean;
}

type Operation = (instance: StandInInstance, state: ApiState, credentials: Credentials) => Answer;

const operations: Partial<Record<string, Operation>> = {
  '/v2/auth/qr': ({ session, form }, state) =>
    session.code === undefined ? unexpectedStatus(session) : codeAnswer(session.code, form, state.skew()),
  '/v2/auth/request-code': ({ session, phoneCodes }, _state, credentials) =>
    session.status === 'SCAN_QR_CODE' ? phoneCodeAnswer(credentials, phoneCodes) : unexpectedStatus(session),
  '/v2/session/info': ({ session }) => infoAnswer(session),
  '/v2/session/start': change('start'),
  '/v2/session/stop': change('stop'),
  '/v2/session/restart': change('restart'),
  '/v2/session/logout': change('logout'),
};

function change(action: 'start' | 'stop' | 'restart' | 'logout'): Operation {
  return ({ session }) => {
    session[action]();
    return infoAnswer(session);
  };
}

/** Answers one call of the API and writes it into the log. */
export async function answerCall(
  state: ApiState,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const record = state.log.open(request.method ?? '', url.pathname, state.now());
  const over = new AbortController();
  let dropped = false;
  response.once('close', () => {
    over.abort();
    state.rules.leave(record);
    record.finishedAt = state.now();
    record.outcome = response.writableFinished
      ? 'answered'
      : dropped || state.cutting()
        ? 'dropped'
        : 'aborted';
    if (record.outcome === 'answered') record.status = response.statusCode;
  });
  const body = await readBody(request);
  if (response.destroyed) return;
  const answer =
    body === undefined
      ? dated(errorAnswer(413, 'too_large', 'The request body is too long.'), gatewayTime(state))
      : await decide(state, record, readCredentials(url.searchParams, body), over.signal);
  if (over.signal.aborted || answer === undefined) return;
  dropped = answer.drop !== undefined;
  send(response, answer);
}

/** What a call gets, nothing if it was given up: the rules come first, then what is scripted, then the documents. */
async function decide(
  state: ApiState,
  record: OpenRecord,
  credentials: Credentials,
  over: AbortSignal,
): Promise<Answer | undefined> {
  record.credentials = credentials.place;
  if (credentials.instance !== undefined) record.instance = credentials.instance;
  const violation = await state.rules.enter(record);
  if (violation !== undefined) {
    return dated(errorAnswer(429, 'rate_limited', violation.message), gatewayTime(state));
  }
  const instance = state.instances.get(credentials.instance ?? '');
  const fault = instance?.faults.take(record.path) ?? {};
  const wait = (instance?.latency ?? 0) + (fault.delay ?? 0);
  // Rejects when the call is over, which the next line sees.
  if (wait > 0) await sleep(wait, undefined, { signal: over }).catch(() => undefined);
  // A call that was given up must not start or stop anything.
  if (over.aborted) return undefined;
  const answer = scripted(fault) ?? documented(state, record, credentials, instance);
  return dated(answer, gatewayTime(state), fault);
}

function gatewayTime(state: ApiState): number {
  return state.now() + state.skew();
}

function documented(
  state: ApiState,
  { method, path }: OpenRecord,
  credentials: Credentials,
  instance: StandInInstance | undefined,
): Answer {
  const operation = operations[path];
  if (operation === undefined) return errorAnswer(404, 'not_found', 'There is no such call.');
  if (method !== 'POST' && method !== 'GET') return errorAnswer(405, 'method_not_allowed', 'Use POST.');
  const refusal = refuseForm(credentials);
  if (refusal !== undefined) return refusal;
  if (!state.tokens.has(credentials.token ?? '')) {
    return errorAnswer(401, 'invalid_access_token', 'The access token is not valid.');
  }
  if (instance === undefined) {
    return errorAnswer(404, 'invalid_instance', 'There is no instance with this ID.');
  }
  if (path === '/v2/auth/qr' && (credentials.format ?? 'raw') !== 'raw') {
    return errorAnswer(400, 'invalid_param', 'The stand-in answers format "raw" only.');
  }
  return operation(instance, state, credentials);
}
