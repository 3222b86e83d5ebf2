import * as v from 'valibot';
import type { ErrorBody } from '../http/errorbody';
import { readErrorBody } from '../http/errorbody';
import { timeToLive } from '../code/expiry';
import { httpDate } from '../time/httpdate';
import type { Failure } from '../failures/failure';
import { documentedKind, failureName, kindOf } from '../failures/failure';
import type { HttpAnswer } from '../http/exchange';
import { unreadableAnswer, post } from '../http/exchange';
import { instanceIdForm } from '../references/instanceid';
import { isKnownLinkingCode } from '../code/qrvalue';
import { readPairingCode } from '../http/pairingcodebody';
import { readRawCode } from '../http/qrbody';
import { parseJson } from '../text/json';
import { cleanMessage } from '../text/clean';
import type { Account, Answer, SessionStatus } from './answer';
import type { GatewayClient, GatewayRequest } from './client';
import type { ClientOptions, Dialect } from './dialect';

/** Wawp's public gateway, and its page that shows an account's token ("Login to swap the placeholders"). Source: the vendor's pages. */
const vendor = {
  origin: 'https://api.wawp.net',
  tokenPage: 'https://api.wawp.net/en/docs/v2/session/create',
};

/** The dialect of Wawp's API, version 2. */
export const wawp: Dialect = {
  capabilities: new Set(['create', 'start', 'stop', 'restart', 'logout', 'delete', 'pairingCode']),
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

/** Statuses taken as they are. Source: the vendor's page. */
const statuses = ['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED'] as const;

/** Requests that a session's status answers too: what comes next follows from it. What was to be done by any other has not been. */
const answeredByStatus: ReadonlySet<GatewayRequest> = new Set([
  'qr',
  'session',
  'start',
  'restart',
  'pairingCode',
]);

/** Most bytes that a QR code can hold (version 40, level L). Source: ISO/IEC 18004. */
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

/** Body of the answer to `/v2/session/create`; some clients meet the ID in an object `data`. Source: the vendor's page. */
const Created = v.looseObject({ instance_id: v.string() });

function wawpClient(options: ClientOptions): GatewayClient {
  const { fetch, clock, note } = options;
  return {
    async request(request, signal, number) {
      // A keychain that can't be opened holds no token either.
      const token = await options.token().catch(() => undefined);
      if (token === undefined) return { kind: 'failure', failure: { kind: 'token' } };
      const startedAt = clock.now();
      const method = request === 'delete' ? 'DELETE' : 'POST';
      const reply = await post(fetch, clock, {
        ...httpRequest(options, request, token, number),
        signal,
        method,
      });
      const secrets = number === undefined ? [token] : [token, number];
      const answer =
        'kind' in reply ? { kind: 'failure' as const, failure: reply } : read(request, reply, secrets);
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
  const who = { ...(instanceId !== undefined && { instance_id: instanceId }), access_token: token };
  // Not even where the credentials are in the URL is a number: it needn't be.
  const what =
    number !== undefined ? { phone_number: number } : request === 'qr' ? { format: 'raw' } : undefined;
  if (credentials === 'body') return { url, body: JSON.stringify({ ...who, ...what }) };
  return {
    url: `${url}?${new URLSearchParams(who).toString()}`,
    ...(what && { body: JSON.stringify(what) }),
  };
}

function read(request: GatewayRequest, reply: HttpAnswer, secrets: readonly string[]): Answer {
  const json = parseJson(reply.body);
  const trouble = readErrorBody(reply, json);
  if (reply.status === 422) return unexpected(request, reply, trouble, secrets);
  if (reply.status < 200 || reply.status >= 300) return failed(reply, trouble, secrets);
  const answer = readWanted(request, reply, json, secrets);
  if (answer && answer.kind !== 'empty' && answer.kind !== 'done') return answer;
  // A success without data may be trouble in disguise: then its `code` counts as the HTTP number would.
  if (Number(trouble.code) === 422) return unexpected(request, reply, trouble, secrets);
  if (kindOf(reply.status, trouble.code)) return failed(reply, trouble, secrets);
  return answer ?? { kind: 'failure', failure: unreadableAnswer(reply) };
}

/** A 422: the session is in another state than the request is for. */
function unexpected(
  request: GatewayRequest,
  reply: HttpAnswer,
  trouble: ErrorBody,
  secrets: readonly string[],
): Answer {
  const status = sessionStatus(trouble.status);
  // A status decides; without one that is known, a documented code says more than the number.
  if (status === 'unknown' && documentedKind(trouble.code)) return failed(reply, trouble, secrets);
  if (answeredByStatus.has(request)) return { kind: 'status', status };
  return request === 'stop' && status === 'STOPPED' ? { kind: 'done' } : failed(reply, trouble, secrets);
}

/** What a request was made for, if the body has it. A session command is content with a success. */
function readWanted(
  request: GatewayRequest,
  reply: HttpAnswer,
  json: unknown,
  secrets: readonly string[],
): Answer | undefined {
  if (request === 'qr') return readCode(reply, json);
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

function readCode(reply: HttpAnswer, json: unknown): Answer | undefined {
  // A bare value without any JSON around it is accepted too.
  const code = readRawCode(
    json ?? (reply.type.startsWith('text/') && reply.type !== 'text/html' ? reply.body : undefined),
  );
  if (!code) return undefined;
  const { value, expiry } = code;
  // Stand-ins for bytes that were no text, or halves of a character: the value came damaged.
  if (/[\p{Cs}\ufffd]/u.test(value)) return undefined;
  if (value.trim() === '') return { kind: 'empty' };
  if (new TextEncoder().encode(value).length > qrCapacity)
    return { kind: 'failure', failure: { ...unreadableAnswer(reply), kind: 'tooLong' } };
  const ttl = expiry === undefined ? undefined : timeToLive(expiry, reply);
  return { kind: 'code', value, known: isKnownLinkingCode(value), ...(ttl !== undefined && { ttl }) };
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
  // "201012345678@c.us", with ":12" before the "@" where a device number is given.
  const digits = /^(\d{5,20})(:\d+)?@(c\.us|s\.whatsapp\.net)$/.exec(me.id ?? '')?.[1];
  return { ...(name !== undefined && { name }), ...(digits !== undefined && { number: `+${digits}` }) };
}

function sessionStatus(word: string | undefined): SessionStatus {
  const documented = statuses.find((known) => known === word);
  return documented ?? (word?.startsWith('PASSKEY_') ? 'PASSKEY' : 'unknown');
}

function failed(reply: HttpAnswer, { code, message }: ErrorBody, secrets: readonly string[]): Answer {
  const kind = kindOf(reply.status, code) ?? 'protocol';
  const retryAfterMs = retryAfter(reply);
  const told = cleanMessage(message, secrets);
  const failure: Failure = {
    ...(kind === 'protocol' ? unreadableAnswer(reply) : { kind }),
    // A 2xx that carries an error's number is that error, in words too.
    status: reply.status < 300 && isErrorNumber(code) ? Number(code) : reply.status,
    ...(told !== undefined && { message: told }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(kind === 'instance' && reply.status >= 400 && !documentedKind(code) && { bare: true }),
  };
  return { kind: 'failure', failure };
}

function isErrorNumber(code: string | number | undefined): boolean {
  return Number.isInteger(Number(code)) && Number(code) >= 400 && Number(code) < 600;
}

function retryAfter({ retryAfter: header, date, receivedAt }: HttpAnswer): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  const until = httpDate(header);
  const from = httpDate(date) ?? receivedAt;
  return until === undefined ? undefined : Math.max(until - from, 0);
}

/** An answer in words that may be logged and reported. */
function outcomeOf(answer: Answer): string {
  switch (answer.kind) {
    case 'code':
      return answer.ttl === undefined ? 'a code' : `a code, ${Math.round(answer.ttl.min / 1_000)} s left`;
    case 'pairingCode':
      return 'a pairing code';
    case 'status':
      return answer.status;
    case 'failure':
      return failureName({ ...answer.failure, status: undefined });
    case 'created':
      return 'an instance';
    case 'empty':
    case 'done':
      return answer.kind;
    default:
      return answer satisfies never;
  }
}
