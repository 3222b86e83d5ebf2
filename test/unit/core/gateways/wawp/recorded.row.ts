import type { Answer } from '../../../../../src/core/gateways/answer';
import type { GatewayRequest } from '../../../../../src/core/gateways/client';
import type { Failure } from '../../../../../src/core/failures/failure';
import { qrValue } from '../../../samples/qrvalues';

/** A status as an answer, with the gateway's words. */
export function status(word: Extract<Answer, { kind: 'status' }>['status'], message?: string): Answer {
  return { kind: 'status', status: word, ...(message !== undefined && { message }) };
}

/** A failure as an answer, with its HTTP status and the gateway's words. */
export function failure(kind: Failure['kind'], number: number, message?: string): Answer {
  return { kind: 'failure', failure: { kind, status: number, ...(message !== undefined && { message }) } };
}

/** A code. */
export const code: Answer = { kind: 'code', value: qrValue, known: true };
/** No code yet. */
export const empty: Answer = { kind: 'empty' };
/** An accepted command. */
export const done: Answer = { kind: 'done' };
/** WAHA's refusal of a start. */
export const started = "Session 'default' is already started.";

/** An answer as it was recorded, the requests that it answers, and how it is read. */
export type Row = readonly [
  what: string,
  requests: readonly GatewayRequest[],
  reaction: () => Response,
  expected: Answer,
];
