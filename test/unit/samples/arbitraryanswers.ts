import type { Account, Answer, SessionStatus } from '../../../src/core/gateways/answer';
import fc from 'fast-check';
import type { PairingRequest } from '../../../src/core/gateways/client';
import { answers, failure } from './answers';

const statuses: readonly SessionStatus[] = [
  'STOPPED',
  'STARTING',
  'SCAN_QR_CODE',
  'WORKING',
  'FAILED',
  'PASSKEY',
  'unknown',
];

/** A kind of request. */
export const arbitraryRequest: fc.Arbitrary<PairingRequest> = fc.constantFrom(
  'qr',
  'session',
  'start',
  'stop',
  'restart',
  'logout',
  'pairingCode',
);

/** Any answer of a gateway; answers that keep a pairing going are more frequent than those that end it. */
export const arbitraryAnswer: fc.Arbitrary<Answer> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        kind: fc.constant('code' as const),
        value: fc.constantFrom('A', 'B', 'C'),
        known: fc.boolean(),
        ttl: fc
          .tuple(fc.integer({ min: -300_000, max: 300_000 }), fc.nat(26_000))
          .map(([max, unsure]) => ({ min: max - unsure, max })),
      },
      { requiredKeys: ['kind', 'value', 'known'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Answer>({ kind: 'code', value: 'A', known: true, impossibleExpiry: true }),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom<Answer>(
      { kind: 'empty' },
      { kind: 'status', status: 'STARTING' },
      { kind: 'status', status: 'SCAN_QR_CODE' },
      { kind: 'status', status: 'unknown' },
      { kind: 'status', status: 'PASSKEY' },
    ),
  },
  { weight: 4, arbitrary: fc.constant<Answer>({ kind: 'pairingCode', code: 'ABCD1234' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...statuses).map((status): Answer => ({ kind: 'status', status })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom<SessionStatus>('WORKING', 'SCAN_QR_CODE', 'STARTING', 'FAILED'),
      account: fc.constantFrom<Account>(
        {},
        { number: '+15550001111' },
        { name: 'Ada' },
        { placeholder: true },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Answer>({ kind: 'status', status: 'unknown', message: 'Not now.' }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      failure('instance', { status: 404 }),
      failure('alreadyStarted', { status: 422 }),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      ...answers.transient,
      ...answers['rate limit'],
      ...answers['rate limit for 30 s'],
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        kind: fc.constantFrom('rateLimit', 'unavailable'),
        retryAfterMs: fc.integer({ min: 0, max: 7_200_000 }),
      })
      .map(({ kind, retryAfterMs }) => failure(kind, { retryAfterMs })),
  },
  { weight: 1, arbitrary: fc.constantFrom<Answer>(...answers.permanent, ...answers.done) },
);
