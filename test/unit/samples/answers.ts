import type { Answer, SessionStatus } from '../../../src/core/gateways/answer';
import type { Failure, FailureKind } from '../../../src/core/failures/failure';
import { code } from './pairings';

/** Failures that waiting can fix, except a rate limit. */
export const transientKinds = ['unavailable', 'network', 'certificate', 'timeout', 'firewall'] as const;

/** Failures that end a pairing at once. */
export const permanentKinds = [
  'request',
  'token',
  'forbidden',
  'redirect',
  'proxy',
  'tooLong',
  'address',
  'credentials',
] as const;

/** A failure as an answer. */
export function failure(kind: FailureKind, rest: Omit<Failure, 'kind'> = {}): Answer {
  return { kind: 'failure', failure: { kind, ...rest } };
}

/** A session's status as an answer. */
export function status(word: SessionStatus): Answer {
  return { kind: 'status', status: word };
}

/** A code as an answer, with so many seconds left or no expiry. */
export function codeAnswer(value: string, seconds?: number): Answer {
  const ms = (seconds ?? 0) * 1_000;
  return { kind: 'code', value, known: true, ...(seconds !== undefined && { ttl: { min: ms, max: ms } }) };
}

/** Every answer that a pairing handles differently. If several kinds have the same effect, all of them are listed together. */
export const answers = {
  'a new code': [codeAnswer('new', 20)],
  'a new code, soon expired': [codeAnswer('new', 4)],
  'a new code, expired': [codeAnswer('new', -1), codeAnswer('new', 0)],
  'a new code, without expiry': [codeAnswer('new')],
  'the same code': [codeAnswer(code.value, 20)],
  'the same code, expired': [codeAnswer(code.value, -1)],
  'the same code, without expiry': [codeAnswer(code.value)],
  'no code': [{ kind: 'empty' }],
  STARTING: [status('STARTING')],
  SCAN_QR_CODE: [status('SCAN_QR_CODE')],
  WORKING: [status('WORKING')],
  FAILED: [status('FAILED')],
  STOPPED: [status('STOPPED')],
  PASSKEY: [status('PASSKEY')],
  'unclear status': [status('unknown')],
  done: [{ kind: 'done' }],
  transient: transientKinds.map((kind) => failure(kind)),
  'rate limit': [failure('rateLimit')],
  'rate limit for 30 s': [failure('rateLimit', { retryAfterMs: 30_000 })],
  unreadable: [failure('protocol')],
  permanent: permanentKinds.map((kind) => failure(kind, { status: 400 })),
  'not found': [failure('instance')],
} as const satisfies Record<string, readonly Answer[]>;

/** The name of an answer. */
export type AnswerName = keyof typeof answers;
