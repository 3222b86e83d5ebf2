import * as v from 'valibot';
import type { ErrorBody } from './reading/errorbody';
import { readErrorBody } from './reading/errorbody';
import { timeToLive } from '../code/expiry';
import type { ServerClock } from '../code/serverclock';
import { documentedKind, kindOf } from '../failures/failure';
import type { HttpAnswer } from '../http/exchange';
import { unreadableAnswer, sendRequest } from '../http/exchange';
import { instanceIdForm } from '../references/instanceid';
import { isKnownQrValue } from '../code/qrvalue';
import { readPairingCode } from './reading/pairingcodebody';
import { readRawCode } from './reading/qrbody';
import { parseJson } from '../text/json';
import { cleanMessage } from '../text/clean';
import type { Account, Answer, SessionStatus } from './answer';
import type { GatewayClient, GatewayRequest } from './client';
import type { ClientOptions, Dialect } from './dialect';
import { failed } from './reading/failed';
import { outcomeOf } from './reading/outcome';

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

/** Documented statuses. Source: the vendor's page. */
const statuses = ['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED'] as const;

/** Requests for which a session's status is a useful answer. For all other requests it means that the command failed. */
const answeredByStatus: ReadonlySet<GatewayRequest> = new Set([
  'qr',
  'session',
  'start',
  'restart',
  'pairingCode',
]);

/** Maximum bytes in a QR code (version 40, level L). Source: ISO/IEC 18004. */
const qrCapacity = 2_953;

/** Body of `/v2/session/info`. */
const SessionInfo = v.looseObject({
  status: v.string(),
  me: v.fallback(
    v.nullish(
      v.looseObject({
        id: v.fallback(v.optional(v.string()), undefined),
        pushName: v.fallback(v.nullish(v.string()), undefined),
      }),
    ),
    undefined,
  ),
});

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
  if (reply.status === 422) return readWrongState(request, reply, error, secrets);
  if (reply.status < 200 || reply.status >= 300) return failed(reply, error, secrets);
  const answer = readResult(request, reply, json, secrets, clock);
  if (answer && answer.kind !== 'empty' && answer.kind !== 'done') return answer;
  // A success without data may hide an error: then the `code` in the body counts like an HTTP status.
  if (Number(error.code) === 422) return readWrongState(request, reply, error, secrets);
  if (kindOf(reply.status, error.code)) return failed(reply, error, secrets);
  return answer ?? { kind: 'failure', failure: unreadableAnswer(reply) };
}

/** A 422: the session is in a state that doesn't fit the request. */
function readWrongState(
  request: GatewayRequest,
  reply: HttpAnswer,
  error: ErrorBody,
  secrets: readonly string[],
): Answer {
  const status = sessionStatus(error.status);
  // A known status decides. Without one, a documented code says more than the 422.
  if (status === 'unknown' && documentedKind(error.code)) return failed(reply, error, secrets);
  if (answeredByStatus.has(request)) return { kind: 'status', status };
  return request === 'stop' && status === 'STOPPED' ? { kind: 'done' } : failed(reply, error, secrets);
}

/** The result of a successful request, if the body contains it. For a session command any success is enough. */
function readResult(
  request: GatewayRequest,
  reply: HttpAnswer,
  json: unknown,
  secrets: readonly string[],
  clock: ServerClock,
): Answer | undefined {
  if (request === 'qr') return readCode(reply, json, clock);
  if (request === 'session') return readSession(json, secrets);
  if (request === 'create') return readCreated(json);
  if (request !== 'pairingCode') return { kind: 'done' };
  const code = readPairingCode(json);
  return code === undefined ? undefined : { kind: 'pairingCode', code };
}

function readCreated(json: unknown): Answer | undefined {
  const inner = typeof json === 'object' && json !== null && 'data' in json ? json.data : undefined;
  for (const body of [json, inner]) {
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

function readSession(json: unknown, secrets: readonly string[]): Answer | undefined {
  const info = v.safeParse(SessionInfo, json);
  if (!info.success) return undefined;
  const { status, me } = info.output;
  return { kind: 'status', status: sessionStatus(status), ...(me && { account: account(me, secrets) }) };
}

function account(
  me: { id?: string | undefined; pushName?: string | null | undefined },
  secrets: readonly string[],
): Account {
  const name = cleanMessage(me.pushName, secrets);
  // "201012345678@c.us", with ":12" before the "@" if there is a device number.
  const digits = /^(\d{5,20})(:\d+)?@(c\.us|s\.whatsapp\.net)$/.exec(me.id ?? '')?.[1];
  return { ...(name !== undefined && { name }), ...(digits !== undefined && { number: `+${digits}` }) };
}

function sessionStatus(word: string | undefined): SessionStatus {
  const documented = statuses.find((known) => known === word);
  return documented ?? (word?.startsWith('PASSKEY_') ? 'PASSKEY' : 'unknown');
}
