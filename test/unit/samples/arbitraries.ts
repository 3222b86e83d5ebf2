import fc from 'fast-check';
import type { Answer, Call, SessionStatus } from '../../../src/core/gateway';
import { answers } from './answers';
import type { Beginning } from './life';

const statuses: readonly SessionStatus[] = [
  'STOPPED',
  'STARTING',
  'SCAN_QR_CODE',
  'WORKING',
  'FAILED',
  'PASSKEY',
  'unknown',
];

/** A kind of call. */
export const arbitraryCall: fc.Arbitrary<Call> = fc.constantFrom(
  'qr',
  'session',
  'start',
  'restart',
  'logout',
);

/** A number in [0, 1), as chance gives it. */
export const arbitraryChance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** Anything a gateway may say; what keeps a pairing going is said more often than what ends it. */
export const arbitraryAnswer: fc.Arbitrary<Answer> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        kind: fc.constant('code' as const),
        value: fc.constantFrom('A', 'B', 'C'),
        known: fc.boolean(),
        ttl: fc.integer({ min: -300_000, max: 300_000 }),
      },
      { requiredKeys: ['kind', 'value', 'known'] },
    ),
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
  {
    weight: 1,
    arbitrary: fc.constantFrom(...statuses).map((status): Answer => ({ kind: 'status', status })),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      ...answers.transient,
      ...answers['slow down'],
      ...answers['slow down for 30 s'],
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        kind: fc.constantFrom('rateLimit', 'unavailable'),
        retryAfterMs: fc.integer({ min: 0, max: 7_200_000 }),
      })
      .map((failure): Answer => ({ kind: 'failure', failure })),
  },
  { weight: 1, arbitrary: fc.constantFrom<Answer>(...answers.hopeless, ...answers.done) },
);

/** What may happen next in the life of a pairing. */
export type Step =
  | { readonly does: 'pass'; readonly ms: number; readonly chance: number }
  | { readonly does: 'answer'; readonly answer: Answer; readonly chance: number; readonly interval: number }
  | { readonly does: 'stray'; readonly call: Call; readonly answer: Answer }
  | { readonly does: 'postpone'; readonly ms: number }
  | { readonly does: 'sleep'; readonly ms: number }
  | { readonly does: 'show' | 'hide' | 'retry' | 'stop' };

/** A step; time and answers are the most frequent. */
export const arbitraryStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      does: fc.constant('answer' as const),
      answer: arbitraryAnswer,
      chance: arbitraryChance,
      interval: fc.integer({ min: 5_000, max: 60_000 }),
    }),
  },
  {
    weight: 24,
    arbitrary: fc.record({
      does: fc.constant('pass' as const),
      ms: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 7_200_000 })),
      chance: arbitraryChance,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.constantFrom('show', 'hide', 'retry').map((does) => ({ does }) as const),
  },
  // An end by hand leaves nothing to see for the rest of a life.
  { weight: 1, arbitrary: fc.constant({ does: 'stop' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('stray' as const),
      call: arbitraryCall,
      answer: arbitraryAnswer,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('postpone' as const),
      ms: fc.integer({ min: 0, max: 5_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('sleep' as const),
      ms: fc.integer({ min: 0, max: 100_000 }),
    }),
  },
);

/** A life: what happens to a pairing from its beginning. */
export const arbitraryLife = fc.array(arbitraryStep, { maxLength: 60, size: 'max' });

/** How a pairing begins: mostly with the question for a code, before somebody's eyes. */
export const arbitraryBeginning: fc.Arbitrary<Beginning> = fc.record({
  visible: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  first: fc.oneof(
    { weight: 3, arbitrary: fc.constant('qr' as const) },
    { weight: 1, arbitrary: fc.constantFrom('start', 'restart', 'logout') },
  ),
});
