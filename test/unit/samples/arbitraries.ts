import type { Answer } from '../../../src/core/gateways/answer';
import fc from 'fast-check';
import { noHistory } from '../../../src/core/code/code';
import { codeSeen, sessionStarted } from '../../../src/core/code/codehistory';
import { usualLives } from '../../../src/core/code/codelives';
import type { Inherited } from '../../../src/core/pairing/pairing';
import type { PairingRequest } from '../../../src/core/gateways/client';
import { failure } from './answers';
import { arbitraryAnswer, arbitraryRequest } from './arbitraryanswers';
import type { Beginning } from './life';
import { now } from './pairings';

/** When an earlier pairing's last request ended, or counts as ended. */
const arbitraryLast = fc.integer({ min: now - 10_000, max: now });

/** A random number in [0, 1). */
export const arbitraryChance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** What can happen next in the life of a pairing. */
export type Step =
  | { readonly does: 'pass'; readonly ms: number; readonly chance: number }
  | {
      readonly does: 'answer';
      /** Which request is answered, if there are two: the session check beside the other one, or that one. */
      readonly to: 'main' | 'check';
      readonly answer: Answer;
      readonly chance: number;
      readonly interval: number;
    }
  | { readonly does: 'stray'; readonly request: PairingRequest; readonly answer: Answer }
  | { readonly does: 'postpone'; readonly ms: number; readonly request: PairingRequest | undefined }
  | { readonly does: 'sleep'; readonly ms: number }
  | { readonly does: 'locked'; readonly by: string | undefined }
  | { readonly does: 'show' | 'hide' | 'retry' | 'stop' | 'requestPairingCode' | 'cancelPairingCode' };

/** A step; passing time and answers are the most frequent. */
export const arbitraryStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      does: fc.constant('answer' as const),
      to: fc.constantFrom('main', 'main', 'check'),
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
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('requestPairingCode', 'requestPairingCode', 'cancelPairingCode')
      .map((does) => ({ does }) as const),
  },
  // Rare, since little happens in a life after them.
  { weight: 1, arbitrary: fc.constant({ does: 'stop' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('locked' as const),
      by: fc.constantFrom('Cursor', undefined),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('stray' as const),
      request: arbitraryRequest,
      answer: arbitraryAnswer,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('postpone' as const),
      ms: fc.integer({ min: 0, max: 5_000 }),
      request: fc.constantFrom(undefined, 'qr', 'session', 'pairingCode'),
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

/** The same answer to several requests in a row. This case is important, but would hardly ever occur by chance. */
const arbitrarySeries: fc.Arbitrary<readonly Step[]> = fc
  .record({
    answer: fc.oneof(fc.constantFrom(failure('protocol'), failure('network')), arbitraryAnswer),
    times: fc.integer({ min: 2, max: 6 }),
    ms: fc.integer({ min: 5_000, max: 66_000 }),
    chance: arbitraryChance,
  })
  .map(({ answer, times, ms, chance }) =>
    Array.from({ length: times }).flatMap(() => [
      { does: 'pass', ms, chance } as const,
      { does: 'answer', to: 'main', answer, chance, interval: 6_000 } as const,
    ]),
  );

/** A life: the steps of a pairing from its beginning. */
export const arbitraryLife: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.oneof(
      { weight: 30, arbitrary: arbitraryStep.map((step) => [step]) },
      { weight: 1, arbitrary: arbitrarySeries },
    ),
    { maxLength: 60, size: 'max' },
  )
  .map((parts) => parts.flat());

/** What an earlier pairing knows about a session: nothing, that it has just started, or one of its codes. */
const arbitraryInherited: fc.Arbitrary<Inherited> = fc
  .record({
    seen: fc.option(
      fc.record({
        value: fc.constantFrom('A', 'B', 'C'),
        ago: fc.integer({ min: 0, max: 100_000 }),
        started: fc.boolean(),
      }),
      { nil: undefined },
    ),
    restarted: fc.boolean(),
    trustsExpiry: fc.boolean(),
    last: fc.record(
      { qr: arbitraryLast, session: arbitraryLast, pairingCode: arbitraryLast },
      { requiredKeys: [] },
    ),
  })
  .map(({ seen, restarted, trustsExpiry, last }) => {
    const lives = { ...usualLives, trustsExpiry };
    let history = noHistory;
    if (seen) {
      const { value, ago, started } = seen;
      if (started) history = sessionStarted(history, now - ago);
      history = codeSeen(history, lives, {
        value,
        known: true,
        startedAt: now - ago,
        at: now - ago,
      }).history;
    }
    if (restarted) history = sessionStarted(history, now);
    return { history, lives, last };
  });

/** How a pairing begins: mostly with a request for a code, in a visible panel. */
export const arbitraryBeginning: fc.Arbitrary<Beginning> = fc.record({
  visible: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  first: fc.oneof(
    { weight: 3, arbitrary: fc.constant('qr' as const) },
    { weight: 1, arbitrary: fc.constantFrom('start', 'stop', 'restart', 'logout', 'logoutThenQr') },
  ),
  inherited: fc.oneof(fc.constant({}), arbitraryInherited),
});
