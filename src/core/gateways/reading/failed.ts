// src/core/gateways/reading: the reading of answers that dialects share.
import type { Failure, FailureKind } from '../../failures/failure';
import { documentedKind, kindOf } from '../../failures/failure';
import type { HttpAnswer } from '../../http/exchange';
import { unreadableAnswer } from '../../http/exchange';
import { cleanMessage } from '../../text/clean';
import { httpDate } from '../../time/httpdate';
import type { Answer } from '../answer';
import type { ErrorBody } from './errorbody';
import { isFromFirewall } from './page';
import { saysNoCredentials, saysNoSuchInstance, saysNoSuchPath } from './saidwords';

/** The failure that an answer reports, of the kind that its status, its code and its words mean. */
export function failed(reply: HttpAnswer, error: ErrorBody, secrets: readonly string[]): Answer {
  return failedAs(kindOfFailure(reply, error), reply, error, secrets);
}

/** The failure that an answer reports, of a kind that is known already; the gateway's words are in it without the secrets. */
export function failedAs(
  kind: FailureKind,
  reply: HttpAnswer,
  { code, message }: ErrorBody,
  secrets: readonly string[],
): Answer {
  const retryAfterMs = retryAfter(reply);
  // A server that doesn't know a path repeats the whole URL.
  const cleaned = kind === 'address' ? undefined : cleanMessage(message, secrets);
  const failure: Failure = {
    ...(kind === 'protocol' ? unreadableAnswer(reply) : { kind }),
    status: statusOf(reply, code),
    ...(cleaned !== undefined && { message: cleaned }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  return { kind: 'failure', failure };
}

/** The HTTP status; a 2xx whose body has an error status counts and shows as that error. */
function statusOf({ status }: HttpAnswer, code: ErrorBody['code']): number {
  const inBody = Number(code);
  return status < 300 && Number.isInteger(inBody) && inBody >= 400 && inBody < 600 ? inBody : status;
}

function kindOfFailure(reply: HttpAnswer, error: ErrorBody): FailureKind {
  const { code, message, isFromGateway = false } = error;
  if (isFromFirewall(reply)) return 'firewall';
  const status = statusOf(reply, code);
  if (status === 401) {
    if (reply.login === 'basic' && !isFromGateway) return 'address';
    if (documentedKind(code) !== 'token' && saysNoCredentials(message ?? codeInWords(code)))
      return 'credentials';
  }
  if (documentedKind(code)) return kindOf(reply.status, code) ?? 'protocol';
  if (status === 404 || status === 410) {
    const isAddress =
      saysNoSuchPath(message) || code === noRoute || !(isFromGateway || saysNoSuchInstance(message));
    return isAddress ? 'address' : 'instance';
  }
  return kindOf(reply.status, code) ?? 'protocol';
}

/** WordPress' code for a path that it doesn't know; the vendor's gateway runs on it. */
const noRoute = 'rest_no_route';

function codeInWords(code: ErrorBody['code']): string | undefined {
  return code === undefined ? undefined : String(code).replaceAll('_', ' ');
}

function retryAfter({ retryAfter: header, date, receivedAt }: HttpAnswer): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  const until = httpDate(header);
  const from = httpDate(date) ?? receivedAt;
  return until === undefined ? undefined : Math.max(until - from, 0);
}
