import * as v from 'valibot';
import { timeToLive } from '../code/expiry';
import type { ServerClock } from '../code/serverclock';
import { isKnownQrValue } from '../code/qrvalue';
import type { FailureKind } from '../failures/failure';
import { documentedKind, kindOf } from '../failures/failure';
import type { HttpAnswer } from '../http/exchange';
import { unreadableAnswer, sendRequest } from '../http/exchange';
import { instanceIdForm } from '../references/instanceid';
import { cleanMessage } from '../text/clean';
import { parseJson } from '../text/json';
import type { Answer } from './answer';
import type { GatewayClient, GatewayRequest } from './client';
import type { ClientOptions, Dialect } from './dialect';
import type { ErrorBody } from './reading/errorbody';
import { readErrorBody } from './reading/errorbody';
import { failed, failedAs } from './reading/failed';
import type { Fields } from './reading/fields';
import { openedBody } from './reading/fields';
import { outcomeOf } from './reading/outcome';
import { isFromFirewall, isPage } from './reading/page';
import { readPairingCode } from './reading/pairingcodebody';
import { readRawCode } from './reading/qrbody';
import type { SaidFailure } from './reading/saidfailure';
import { saidFailure } from './reading/saidfailure';
import { kindByWords, saysNoSuchInstance, statusInWords } from './reading/saidwords';
import { readSession } from './reading/sessionbody';
import { knownStatus, stateBesideCode } from './reading/sessionstatus';

/** Wawp's public gateway, and the page that shows an account's token after login ("Login to swap the placeholders"). Source: the vendor's pages. */
const vendor = {
  origin: 'https://api.wawp.net',
  tokenPage: 'https://api.wawp.net/en/docs/v2/session/create',
};

/** The dialect of Wawp's API, version 2. */
export const wawp: Dialect = {
  capabilities: new Set(['create', 'start', 'stop', 'restart', 'logout', 'delete', 'pairingCode']),
  // WAHA behind it offers six. Source: measured on a real WAHA; the vendor's docs.
  codeBudget: 6,
  tokenPage: (origin) => (origin === vendor.origin ? vendor.tokenPage : undefined),
  connect: wawpClient,
};

/** Paths of the Wawp v2 API. Source: the vendor's pages. */
const paths: Readonly<Record<GatewayRequest, string>> = {
  qr: '/v2/auth/qr',
  session: '/v2/session/info',
  start: '/v2/session/start',
  restart: '/v2/session/restart',
  stop: '/v2/session/stop',
  logout: '/v2/session/logout',
  create: '/v2/session/create',
  delete: '/v2/session/delete',
  pairingCode: '/v2/auth/request-code',
};

/** Requests whose answer can be the session's status. All others are commands. */
const statusRequests: ReadonlySet<GatewayRequest> = new Set(['qr', 'session', 'pairingCode']);

/** Maximum bytes in a QR code (version 40, level L). Source: ISO/IEC 18004. */
const qrCapacity = 2_953;

/** Body of the answer to `/v2/session/create`; some clients also look for the ID in an object `data`. Source: the vendor's page. */
const Created = v.looseObject({ instance_id: v.string() });

function wawpClient(options: ClientOptions): GatewayClient {
  const { fetch, clock, note } = options;
  return {
    async request(request, signal, number) {
      // A keychain that can't be opened counts as having no token.
      const token = await options.token().catch(() => undefined);
      if (token === undefined) return { kind: 'failure', failure: { kind: 'token' } };
      const startedAt = clock.now();
      const method = request === 'delete' ? 'DELETE' : 'POST';
      const reply = await sendRequest(fetch, clock, {
        ...httpRequest(options, request, token, number),
        signal,
        method,
      });
      const secrets = number === undefined ? [token] : [token, number];
      const answer =
        'kind' in reply
          ? { kind: 'failure' as const, failure: reply }
          : read(request, reply, secrets, options.serverClock);
      const { status } = reply;
      note({
        kind: 'request',
        request: `${method} ${paths[request]}`,
        ms: clock.now() - startedAt,
        outcome: outcomeOf(answer),
        ...(status !== undefined && { status }),
      });
      return answer;
    },
  };
}

function httpRequest(
  { endpoint, instanceId, credentials }: ClientOptions,
  request: GatewayRequest,
  token: string,
  number: string | undefined,
): { url: string; body?: string } {
  const url = endpoint.base + paths[request];
  const identity = { ...(instanceId !== undefined && { instance_id: instanceId }), access_token: token };
  // The phone number is always in the body, never in the URL.
  const parameters =
    number !== undefined ? { phone_number: number } : request === 'qr' ? { format: 'raw' } : undefined;
  if (credentials === 'body') return { url, body: JSON.stringify({ ...identity, ...parameters }) };
  return {
    url: `${url}?${new URLSearchParams(identity).toString()}`,
    ...(parameters && { body: JSON.stringify(parameters) }),
  };
}

function read(
  request: GatewayRequest,
  reply: HttpAnswer,
  secrets: readonly string[],
  clock: ServerClock,
): Answer {
  clock.observe(reply);
  const json = parseJson(reply.body);
  const error = readErrorBody(reply, json);
  if (isFromFirewall(reply)) return failedAs('firewall', reply, {}, secrets);
  if (reply.status === 422) return readWrongState(request, reply, error, secrets);
  if (reply.status < 200 || reply.status >= 300) return failed(reply, error, secrets);
  const bodies = openedBody(json);
  const answer = readResult(request, reply, json, bodies, secrets, clock);
  const says = saidFailure(bodies);
  if (answer && isConclusive(answer, says)) return withWords(answer, error, secrets);
  // The `code` in the body counts like an HTTP status.
  if (Number(error.code) === 422) return readWrongState(request, reply, error, secrets);
  if (kindOf(reply.status, error.code)) return failed(reply, error, secrets);
  if (says) return readRefusal(request, reply, error, 'refused', secrets);
  return answer ?? { kind: 'failure', failure: unreadableAnswer(reply) };
}

/** Whether the result of a 2xx counts although the body may say that the request failed. */
function isConclusive(answer: Answer, says: SaidFailure | undefined): boolean {
  // The status that a session has says more than whether the gateway likes it.
  if (answer.kind === 'status') return answer.status !== 'unknown' || !says;
  return answer.kind !== 'empty' && answer.kind !== 'done' && says !== 'plainly';
}

/** A 422: the session is in a state that doesn't fit the request. */
function readWrongState(
  request: GatewayRequest,
  reply: HttpAnswer,
  error: ErrorBody,
  secrets: readonly string[],
): Answer {
  const asksForStatus = statusRequests.has(request);
  const status = knownStatus(error.status) ?? knownStatus(statusInWords(error.message));
  // A known status decides. Without one, a documented code says more than the 422.
  if (status && asksForStatus) return { kind: 'status', status };
  if (request === 'stop' && status === 'STOPPED') return { kind: 'done' };
  // The code for what the server behind the gateway said doesn't say more: a session check does.
  const isUpstream = asksForStatus && error.code === 'wawp_upstream_error';
  if (!status && !isUpstream && documentedKind(error.code)) return failed(reply, error, secrets);
  if (saysNoSuchInstance(error.message)) return failedAs('instance', reply, error, secrets);
  return readRefusal(request, reply, error, 'request', secrets);
}

/** A refusal that only the gateway's words explain; `other` is the kind of failure that a refused command is otherwise. */
function readRefusal(
  request: GatewayRequest,
  reply: HttpAnswer,
  error: ErrorBody,
  other: FailureKind,
  secrets: readonly string[],
): Answer {
  const kind = kindByWords(error.message);
  const asksForStatus = statusRequests.has(request);
  if (kind === 'unsupported' || (kind === 'alreadyStarted' && !asksForStatus))
    return failedAs(kind, reply, error, secrets);
  // A 2xx to a request for a pairing code doesn't say anything about the session.
  if (!asksForStatus || (request === 'pairingCode' && other === 'refused'))
    return failedAs(other, reply, error, secrets);
  return withWords({ kind: 'status', status: knownStatus(error.status) ?? 'unknown' }, error, secrets);
}

/** An answer with the gateway's words if its status says nothing. */
function withWords(answer: Answer, error: ErrorBody, secrets: readonly string[]): Answer {
  if (answer.kind !== 'status' || answer.status !== 'unknown') return answer;
  const message = cleanMessage(error.message, secrets);
  return { ...answer, ...(message !== undefined && { message }) };
}

/** The result of a successful request, if the body contains it. For a session command any success is enough. */
function readResult(
  request: GatewayRequest,
  reply: HttpAnswer,
  json: unknown,
  bodies: readonly Fields[],
  secrets: readonly string[],
  clock: ServerClock,
): Answer | undefined {
  switch (request) {
    case 'qr': {
      const state = stateBesideCode(bodies);
      if (state !== undefined && state !== 'scan') return { kind: 'status', status: state };
      return readCode(reply, json, clock) ?? (state && { kind: 'empty' });
    }
    case 'session': {
      const session = readSession(bodies, secrets);
      return session && { kind: 'status', ...session };
    }
    case 'create':
      return readCreated(bodies);
    case 'pairingCode': {
      const code = readPairingCode(bodies);
      if (code === undefined) return undefined;
      return code === '' ? { kind: 'empty' } : { kind: 'pairingCode', code };
    }
    default:
      // A page comes from something in front of the gateway.
      return isPage(reply) ? undefined : { kind: 'done' };
  }
}

function readCreated(bodies: readonly Fields[]): Answer | undefined {
  for (const body of bodies) {
    const created = v.safeParse(Created, body);
    const id = created.success ? created.output.instance_id.trim() : '';
    if (instanceIdForm(id) !== 'unusable') return { kind: 'created', instanceId: id };
  }
  return undefined;
}

function readCode(reply: HttpAnswer, json: unknown, clock: ServerClock): Answer | undefined {
  // A bare value without JSON around it is accepted too.
  const code = readRawCode(
    json ?? (reply.type.startsWith('text/') && reply.type !== 'text/html' ? reply.body : undefined),
  );
  if (!code) return undefined;
  const { value, expiry } = code;
  // Replacement characters and half surrogate pairs show that the value is damaged.
  if (/[\p{Cs}\ufffd]/u.test(value)) return undefined;
  if (value.trim() === '') return { kind: 'empty' };
  if (new TextEncoder().encode(value).length > qrCapacity)
    return { kind: 'failure', failure: { ...unreadableAnswer(reply), kind: 'tooLong' } };
  const ttl = expiry === undefined ? undefined : timeToLive(expiry, reply.receivedAt, clock);
  const reported = ttl === 'impossible' ? { impossibleExpiry: true as const } : ttl && { ttl };
  return { kind: 'code', value, known: isKnownQrValue(value), ...reported };
}
