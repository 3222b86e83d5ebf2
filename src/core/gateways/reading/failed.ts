// src/core/gateways/reading: the reading of answers that dialects share.
import { documentedKind, kindOf } from '../../failures/failure';
import type { Failure } from '../../failures/failure';
import type { HttpAnswer } from '../../http/exchange';
import { unreadableAnswer } from '../../http/exchange';
import { cleanMessage } from '../../text/clean';
import { httpDate } from '../../time/httpdate';
import type { Answer } from '../answer';
import type { ErrorBody } from './errorbody';

/** The failure that an answer reports; a text of the gateway is in it without the secrets. */
export function failed(reply: HttpAnswer, { code, message }: ErrorBody, secrets: readonly string[]): Answer {
  const kind = kindOf(reply.status, code) ?? 'protocol';
  const retryAfterMs = retryAfter(reply);
  const cleaned = cleanMessage(message, secrets);
  const failure: Failure = {
    ...(kind === 'protocol' ? unreadableAnswer(reply) : { kind }),
    // A 2xx whose body has an error status counts and shows as that error.
    status: reply.status < 300 && isErrorStatus(code) ? Number(code) : reply.status,
    ...(cleaned !== undefined && { message: cleaned }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(kind === 'instance' && reply.status >= 400 && !documentedKind(code) && { bare: true }),
  };
  return { kind: 'failure', failure };
}

function isErrorStatus(code: string | number | undefined): boolean {
  return Number.isInteger(Number(code)) && Number(code) >= 400 && Number(code) < 600;
}

function retryAfter({ retryAfter: header, date, receivedAt }: HttpAnswer): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  const until = httpDate(header);
  const from = httpDate(date) ?? receivedAt;
  return until === undefined ? undefined : Math.max(until - from, 0);
}
