import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import type { Answer } from './answer';
import { errorAnswer, jsonAnswer, invalidInput } from './answer';
import type { ApiState } from './api';
import { codeFormChange } from './codeanswer';
import { readBody } from './body';
import type { FaultQueue } from './fault';
import { faultSchema } from './fault';
import type { StandInInstance } from './instance';
import { enterAnywhere, phoneAnswer, scanAnywhere } from './phone';
import { pairingCodeForm } from './pairingcode';
import type { Violation } from './raterules';
import type { RequestRecord } from './requestlog';
import { send } from './send';
import type { SessionStatus } from './session';
import { sessionStatuses } from './session';

/** What the page shows. It leaves out the code's value: a phone has to read the code from a screen. */
export interface ControlState {
  readonly now: number;
  /** The first of the instances that match the search. */
  readonly instances: readonly {
    readonly id: string;
    readonly status: SessionStatus;
    /** Milliseconds until the session changes without a request; null if it doesn't. */
    readonly changesIn: number | null;
    readonly account: string | null;
    /** Whether a phone can scan a code now. */
    readonly scannable: boolean;
    /** Whether a phone is linked that can remove the device. */
    readonly linked: boolean;
    readonly faults: number;
  }[];
  /** The number of all instances, and of those that match the search. */
  readonly instanceCount: number;
  readonly foundCount: number;
  /** Newest first. */
  readonly requests: readonly RequestRecord[];
  readonly requestCount: number;
  readonly violations: readonly Violation[];
}

const formChange = v.strictObject({
  ...codeFormChange.entries,
  pairingCode: v.exactOptional(pairingCodeForm),
});

/** How many requests the page lists. */
const maxRequests = 50;
/** How many instances the page shows at once; the search field finds the others by ID, status or name. */
const maxInstances = 60;

/** Answers the page, the phone and tests in other processes. These requests are not part of the API. */
export async function answerControl(
  state: ApiState,
  { pathname: path, searchParams }: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (path === '/control/state' && request.method === 'GET') {
    send(response, jsonAnswer(200, controlState(state, searchParams.get('find') ?? '')));
  } else {
    send(response, decide(state, path, request, body));
  }
}

function decide(state: ApiState, path: string, request: IncomingMessage, body: string | undefined): Answer {
  if (request.method !== 'POST') return errorAnswer(405, 'method_not_allowed', 'Use POST.');
  // A page of another site can post a form or text to loopback, but not JSON.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return errorAnswer(415, 'not_json', 'Send JSON, with the content type application/json.');
  }
  const input = parse(body ?? '');
  if (path === '/phone/scan') return scanAnywhere(state.instances, input);
  if (path === '/phone/enter') return enterAnywhere(state.instances, input);
  if (path === '/control/faults') return script(state.faults, input) ?? done(state);
  const [, id = '', action = ''] = /^\/control\/instances\/([^/]+)\/([a-z]+)$/.exec(path) ?? [];
  const instance = state.instances.get(decoded(id) ?? '');
  if (instance === undefined) return errorAnswer(404, 'not_found', `There is no ${path} here.`);
  return act(instance, action, input);
}

function act(instance: StandInInstance, action: string, input: unknown): Answer {
  switch (action) {
    case 'scan':
      return phoneAnswer(instance.scan(), instance.id);
    case 'remove':
      if (instance.session.removeDevice()) return done(instance);
      return errorAnswer(409, 'not_linked', 'No phone is linked that could remove the device.');
    case 'start':
    case 'stop':
    case 'restart':
    case 'logout':
    case 'rotate':
      instance.session[action]();
      return done(instance);
    case 'state': {
      const parsed = v.safeParse(v.strictObject({ status: v.picklist(sessionStatuses) }), input);
      if (!parsed.success) return invalidInput(parsed.issues);
      instance.setState(parsed.output.status);
      return done(instance);
    }
    case 'form': {
      const parsed = v.safeParse(formChange, input);
      if (!parsed.success) return invalidInput(parsed.issues);
      const { pairingCode = instance.pairingCodeForm, ...code } = parsed.output;
      instance.form = { ...instance.form, ...code };
      instance.pairingCodeForm = pairingCode;
      return done(instance);
    }
    case 'faults':
      return script(instance.faults, input) ?? done(instance);
    default:
      return errorAnswer(404, 'not_found', `An instance has no action "${action}".`);
  }
}

/** Adds faults to a queue; returns an answer only if they are invalid. */
function script(queue: FaultQueue, input: unknown): Answer | undefined {
  const parsed = v.safeParse(v.union([v.array(faultSchema), faultSchema]), input);
  if (!parsed.success) return invalidInput(parsed.issues);
  const faults = [parsed.output].flat();
  // An empty list removes the scripted faults.
  if (faults.length === 0) queue.clear();
  queue.add(...faults);
  return undefined;
}

function done(changed: StandInInstance | ApiState): Answer {
  const faults = changed.faults.length;
  return jsonAnswer(200, 'id' in changed ? { id: changed.id, status: changed.state, faults } : { faults });
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

function controlState(state: ApiState, find: string): ControlState {
  const { instances, log, rules } = state;
  const wanted = find.trim().toLowerCase();
  const found = [...instances.values()].filter(({ id, session }) =>
    [id, session.status, session.account?.pushName ?? ''].some((text) => text.toLowerCase().includes(wanted)),
  );
  return {
    now: state.now(),
    instanceCount: instances.size,
    foundCount: found.length,
    instances: found.slice(0, maxInstances).map(({ id, session, faults }) => ({
      id,
      status: session.status,
      changesIn: session.changesIn ?? null,
      account: session.account?.pushName ?? null,
      scannable: session.code !== undefined,
      linked: session.linked,
      faults: faults.length,
    })),
    requests: log.records.slice(-maxRequests).reverse(),
    requestCount: log.records.at(-1)?.number ?? 0,
    violations: rules.violations,
  };
}
