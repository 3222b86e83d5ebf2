import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import type { Answer } from './answer';
import { errorAnswer, jsonAnswer } from './answer';
import type { ApiState } from './api';
import { codeFormChange } from './codeanswer';
import { readBody } from './body';
import { faultSchema } from './fault';
import type { StandInInstance } from './instance';
import type { Violation } from './raterules';
import type { RequestRecord } from './requestlog';
import { send } from './send';
import type { ScanResult, SessionStatus } from './session';
import { sessionStatuses } from './session';

/** What the page shows. The code's value is not in it: a phone has to read that off a screen. */
export interface ControlState {
  readonly now: number;
  readonly instances: readonly {
    readonly id: string;
    readonly status: SessionStatus;
    /** Milliseconds until the session changes by itself; null if it doesn't. */
    readonly changesIn: number | null;
    readonly account: string | null;
    readonly faults: number;
  }[];
  /** The newest first. */
  readonly requests: readonly RequestRecord[];
  readonly requestCount: number;
  readonly violations: readonly Violation[];
}

/** As many requests as the page lists. */
const listed = 50;

/** Answers what the page, the phone and tests in other processes ask for; none of it counts as a call of the API. */
export async function answerControl(
  state: ApiState,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  send(response, decide(state, path, request, body));
}

function decide(state: ApiState, path: string, request: IncomingMessage, body: string | undefined): Answer {
  if (path === '/control/state' && request.method === 'GET') return jsonAnswer(200, controlState(state));
  if (request.method !== 'POST') return errorAnswer(405, 'method_not_allowed', 'Use POST.');
  // A page of another site can post a form or a text to loopback, but not JSON.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return errorAnswer(415, 'not_json', 'Send JSON, with the content type application/json.');
  }
  const input = parse(body ?? '');
  if (path === '/phone/scan')
    return phoneAnywhere(state, input, 'value', (instance, value) => instance.scan(value));
  if (path === '/phone/enter')
    return phoneAnywhere(state, input, 'code', (instance, code) => instance.enterCode(code));
  const [, id = '', action = ''] = /^\/control\/instances\/([^/]+)\/([a-z]+)$/.exec(path) ?? [];
  const instance = state.instances.get(decoded(id) ?? '');
  if (instance === undefined) return errorAnswer(404, 'not_found', `There is no ${path} here.`);
  return act(instance, action, input);
}

function act(instance: StandInInstance, action: string, input: unknown): Answer {
  switch (action) {
    case 'scan':
      return scanAnswer(instance.scan(), instance.id);
    case 'start':
    case 'stop':
    case 'restart':
    case 'logout':
    case 'rotate':
      instance.session[action]();
      return done(instance);
    case 'state': {
      const parsed = v.safeParse(v.strictObject({ status: v.picklist(sessionStatuses) }), input);
      if (!parsed.success) return notUnderstood(parsed.issues);
      instance.setState(parsed.output.status);
      return done(instance);
    }
    case 'form': {
      const parsed = v.safeParse(codeFormChange, input);
      if (!parsed.success) return notUnderstood(parsed.issues);
      instance.form = { ...instance.form, ...parsed.output };
      return done(instance);
    }
    case 'faults': {
      // An empty list takes back what is scripted.
      const parsed = v.safeParse(v.union([v.array(faultSchema), faultSchema]), input);
      if (!parsed.success) return notUnderstood(parsed.issues);
      const faults = [parsed.output].flat();
      if (faults.length === 0) instance.faults.clear();
      instance.script(...faults);
      return done(instance);
    }
    default:
      return errorAnswer(404, 'not_found', `An instance has no action "${action}".`);
  }
}

/** A phone knows nothing of instances: what it read or was typed into it is tried on all of them. */
function phoneAnywhere(
  state: ApiState,
  input: unknown,
  field: string,
  use: (instance: StandInInstance, text: string) => ScanResult,
): Answer {
  const parsed = v.safeParse(v.strictObject({ [field]: v.pipe(v.string(), v.nonEmpty()) }), input);
  if (!parsed.success) return notUnderstood(parsed.issues);
  let answer = scanAnswer('unknown');
  for (const instance of state.instances.values()) {
    const result = use(instance, parsed.output[field] ?? '');
    if (result !== 'unknown') answer = scanAnswer(result, instance.id);
  }
  return answer;
}

function scanAnswer(result: ScanResult, instance?: string): Answer {
  switch (result) {
    case 'linked':
      return jsonAnswer(200, { status: result, instance });
    case 'expired':
      return jsonAnswer(410, { status: result });
    case 'unknown':
      return jsonAnswer(404, { status: result });
  }
}

function done(instance: StandInInstance): Answer {
  return jsonAnswer(200, { id: instance.id, status: instance.state, faults: instance.faults.length });
}

function notUnderstood(issues: readonly v.BaseIssue<unknown>[]): Answer {
  const problems = issues.map((issue) => [v.getDotPath(issue) ?? 'body', issue.message].join(': '));
  return errorAnswer(400, 'invalid_param', problems.join('; '));
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function controlState(state: ApiState): ControlState {
  const { instances, log, rules } = state;
  return {
    now: state.now(),
    instances: [...instances.values()].map(({ id, session, faults }) => ({
      id,
      status: session.status,
      changesIn: session.changesIn ?? null,
      account: session.account?.pushName ?? null,
      faults: faults.length,
    })),
    requests: log.records.slice(-listed).reverse(),
    requestCount: log.records.at(-1)?.number ?? 0,
    violations: rules.violations,
  };
}
