import { setImmediate as pause } from 'node:timers/promises';
import type { Answer } from '../../../src/core/gateways/answer';
import type { Clock } from '../../../src/core/time/clock';
import { timeToLive } from '../../../src/core/code/expiry';
import { ServerClock } from '../../../src/core/code/serverclock';
import type { PairingClient, PairingRequest } from '../../../src/core/gateways/client';
import { wawp } from '../../../src/core/gateways/wawp';
import { jsonAnswer } from '../../gateway/answer';
import { codeAnswer, documentedForm } from '../../gateway/codeanswer';
import { qrValue } from '../../gateway/qrvalue';
import { realSession } from '../../gateway/session';
import type { RequestKind } from './gateway';
import type { Network, TimedAnswer } from './network';
import { randomFrom } from './random';
import { scenarioNames, scenarios } from './scenarios';

/** The values of a session’s codes, in order. */
export const values: readonly string[] = Array.from(
  { length: Math.max(...scenarioNames.map((name) => scenarios[name].rotation.codes)) },
  (_, index) => qrValue(randomFrom(index)),
);

/** A client of the simulated gateway, and a function that lets its promises settle. */
export interface Access {
  readonly client: PairingClient;
  readonly settle: () => Promise<void> | undefined;
}

/** Creates the client. */
export type OpenAccess = (network: Network, clock: Clock, expiry: boolean) => Access;

/** The requests by which the product restarts a session. The simulated gateway treats them alike. */
const kinds: Readonly<Record<PairingRequest, RequestKind | undefined>> = {
  ...{ qr: 'qr', session: 'session', restart: 'restart', start: 'restart' },
  ...{ stop: undefined, logout: undefined, pairingCode: undefined },
};

/** How many turns of the queue of promises an answer may need in the product. */
const settleTurns = 4;

/** Without HTTP: the product’s function that interprets the expiry gets the answer directly. */
export const openDirectAccess: OpenAccess = (network, clock, expiry) => {
  let answered = false;
  const serverClock = new ServerClock();
  const client: PairingClient = {
    request: (request, signal) =>
      new Promise((resolve) => {
        const startedAt = clock.now();
        const kind = kindOf(request);
        network.request(kind, signal, (answer) => {
          answered = true;
          const receivedAt = clock.now();
          serverClock.observe({ startedAt, receivedAt, date: answer?.date });
          resolve(
            answer
              ? toAnswer(kind, answer, receivedAt, expiry ? serverClock : undefined)
              : { kind: 'failure', failure: { kind: 'network' } },
          );
        });
      }),
  };
  const settle = (): Promise<void> | undefined => {
    if (!answered) return undefined;
    answered = false;
    return settled();
  };
  return { client, settle };
};

async function settled(): Promise<void> {
  for (let turn = 0; turn < settleTurns; turn++) await Promise.resolve();
}

function kindOf(request: PairingRequest): RequestKind {
  const kind = kinds[request];
  if (!kind) throw new Error(`The simulated gateway has no request ${request}.`);
  return kind;
}

/** The answer as the product reads it. Without a clock, the gateway reports no expiry. */
function toAnswer(
  kind: RequestKind,
  { state, account }: TimedAnswer,
  receivedAt: number,
  clock: ServerClock | undefined,
): Answer {
  if (kind === 'restart') return { kind: 'done' };
  if (kind === 'session')
    return { kind: 'status', status: statusOf(state), ...(account && { account: phone }) };
  if (state.kind === 'empty') return state;
  if (state.kind === 'status') return state;
  const ttl = clock && timeToLive(state.expiry, receivedAt, clock);
  const reported = ttl === 'impossible' ? { impossibleExpiry: true as const } : ttl && { ttl };
  return { kind: 'code', value: values[state.index] ?? '', known: true, ...reported };
}

/** The account of the phone that scans. */
const phone = { name: realSession.account.pushName, number: '+201012345678' };

function statusOf(
  state: TimedAnswer['state'],
): 'SCAN_QR_CODE' | 'STARTING' | 'FAILED' | 'STOPPED' | 'WORKING' {
  return state.kind === 'status' ? state.status : 'SCAN_QR_CODE';
}

/** With HTTP: the product’s client for Wawp gets responses as the stand-in gateway sends them. */
export const openHttpAccess: OpenAccess = (network, clock, expiry) => {
  const client = wawp.connect({
    clock,
    serverClock: new ServerClock(),
    instanceId: 'LIFEOFACODE1',
    credentials: 'body',
    endpoint: { base: 'https://gateway.example', origin: 'https://gateway.example' },
    token: () => Promise.resolve('token'),
    note: () => undefined,
    fetch: (url, { signal }) =>
      new Promise((resolve, reject) => {
        const kind = httpKind(new URL(url).pathname);
        network.request(kind, signal ?? new AbortController().signal, (answer) => {
          if (answer) resolve(toResponse(kind, answer, expiry));
          else reject(new Error('given up'));
        });
      }),
  });
  const settle = async (): Promise<void> => {
    // The body is a stream, so reading it takes several turns of the event loop.
    for (let turn = 0; turn < 3; turn++) await pause();
  };
  return { client, settle };
};

/** The kind of a request by the last part of its path. */
function httpKind(path: string): RequestKind {
  const last = path.split('/').at(-1);
  return kindOf(last === 'info' ? 'session' : (last as PairingRequest));
}

function toResponse(kind: RequestKind, answer: TimedAnswer, expiry: boolean): Response {
  const { status, headers, body } = httpAnswer(kind, answer, expiry);
  return new Response(body, { status, headers: { ...headers, date: answer.date } });
}

function httpAnswer(
  kind: RequestKind,
  { state, account }: TimedAnswer,
  expiry: boolean,
): ReturnType<typeof jsonAnswer> {
  const session = { name: 'LIFEOFACODE1', status: statusOf(state), me: account ? realSession.account : null };
  if (kind === 'restart') return jsonAnswer(200, { ...session, status: 'STARTING' });
  if (kind === 'session') return jsonAnswer(200, session);
  if (state.kind === 'empty') return jsonAnswer(200, { value: '' });
  if (state.kind === 'status')
    return jsonAnswer(422, { error: 'Session status is not as expected', status: state.status });
  return codeAnswer(
    { value: values[state.index] ?? '', until: state.expiry },
    { ...documentedForm, expiry: expiry ? 'ms' : 'absent' },
  );
}
