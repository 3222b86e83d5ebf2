import type { Table } from '../report/section';
import { minGap } from './figures';
import { formatNumber } from './format';
import type { Results } from './run';
import { meanOf, networkDelay } from './scenario';
import type { ScenarioName } from './scenarios';
import { scenarios } from './scenarios';

/** Mean time in ms for which an expired code stays on screen after an unannounced expiry, for requests every `gap` ms. */
export function meanExpiredTime(gap: number): number {
  return gap / 2 + meanOf(networkDelay);
}

/** The minimum for any client, in ms for each end that nothing announces. */
export const unknownEnd = meanExpiredTime(minGap);

/** Why an expired code can’t be avoided if nothing tells its end, what a known life makes possible, and what that costs. */
export const proof: readonly string[] = [
  '**An end that nothing tells: the minimum for any client.** This is the first code of a pairing that joined a session midway, and each code that is replaced early. Let a client’s requests reach the gateway at a₁ < a₂ < …, at least 5 s apart. Only an answer tells the client that a code has expired, so until the answer to its next request it behaves as if the code were still valid. Assume that a code expires anywhere in a gap of length g with equal probability, independent of the client’s behavior. If the code is on screen all the time, it stays there, expired, for the rest of the gap and the network delay of the answer: g/2 plus that delay on average, g plus that delay in the worst case. With g ≥ 5 s, this is **at least 2.5 s plus one network delay on average, and 5 s plus one network delay in the worst case**. (A code that expires before its own first answer has arrived is not on screen yet. Over a gap, this subtracts at most w²/2g, where w is the network delay: a few milliseconds.) The status of the session doesn’t help: it stays the same from the first code to the last.',
  '**Hiding the code in between helps little.** If the client shows the code only during a part S of the gap, with the share q, the expected time on screen after the expiry is (1/g) ∫_S x dx, where x is the time since the gap began. It is smallest if S comes first: q²g/2. Over many gaps, by Cauchy’s inequality, it is at least q² times half the mean gap, so at least q² · 2.5 s. It is zero only for q = 0, which never shows a code. To halve it, a client must hide every valid code 29 % of the time.',
  '**A known life: no expired code, at a price.** If a client knows how long the codes live, one uncertainty is left: the moment of the first change. Let it lie in a window (a, b], any moment with equal probability: at a, the gateway said or did something that excludes the new code, at b it sent it. With the lives known, each later change lies in the same window, shifted by the lives. A client that never shows an expired code must cover it at a, since at any later moment it may have expired. An answer which was read before the change shows that the code was still valid then, but not that it is valid now, so the code stays covered until an answer brings the next one. If that answer is read at r ≥ the change T, a valid code is missing for r − a and the network delay: the old one until T, the new one after it. So each change costs at least r − a plus one network delay.',
  'A client may read at b, which costs the whole window. Or it may read earlier, at x: with the probability (x − a)/(b − a) this costs only x − a, otherwise it has to wait 5 s for its next reading. Both outcomes make the window narrower for the later changes. The smallest expected cost over all changes of a session follows from the last change backwards: cost(n, w) is the minimum over x of the cost of this change and cost(n − 1, the window that is left). The last code has no successor, so covering it costs half the window. The bench computes this minimum for each pairing, from the window that its own answers left, in steps of 0.1 s. For a window of 1 s, five changes cost about one second and one network delay each: reading earlier doesn’t pay.',
  '**Joined midway**, the first change is an end that nothing tells. If the code is always shown, it is on screen for 2.5 s and one network delay after its end, and the next code is missing for as long. That change leaves a window of at least 5 s, so every later change costs what a window of 5 s costs. A client can also show codes inside the window: then less is missing, and more of what is shown has expired.',
  '**With expiry, the clairvoyant is the bound.** It knows each change beforehand and asks so that the answer is read at that very moment. So a new code arrives as early as the gateway’s work after the reading and the network allow. It keeps the rules for requests: at least 5 s from start to start, and none while another one is open. (With early replacement it asks greedily, so there it is not the bound.) A client that knows the gateway’s clock only from `Date` headers knows a change to one second from one answer, so it covers each code up to 1 s too early or asks up to 1 s too late.',
];

/** Scenarios without expiry in which the lives of codes are WhatsApp’s own. */
const boundScenarios = [
  'started',
  'startedAtOnce',
  'wahaStarted',
  'noExpiry',
  'waha',
] as const satisfies readonly ScenarioName[];

/** The minimum for any client next to what was measured, where the gateway reports no expiry. */
export function boundTable(results: Results): Table {
  return {
    caption: 'Without expiry: the minimum for any client and what was measured, in s per session',
    columns: [
      'scenario',
      'expired code on screen, minimum',
      'Pair WhatsApp',
      'loop at 5 s',
      'loop at 7 s',
      'valid code not on screen, minimum without an avoidable expired code',
      'Pair WhatsApp',
      'loop at 5 s',
      'loop at 7 s',
    ],
    rows: boundScenarios.map((scenario) => {
      const own = results[scenario]['Pair WhatsApp'];
      const loops = (['loop at 5 s', 'loop at 7 s'] as const).map((name) => results[scenario][name]);
      return [
        scenarios[scenario].name,
        formatNumber(own.bound.expired),
        ...[own, ...loops].map(({ expired }) => formatNumber(expired.mean)),
        formatNumber(own.bound.notShown),
        ...[own, ...loops].map(({ notShown }) => formatNumber(notShown)),
      ];
    }),
  };
}

/** Scenarios with expiry, where only the answers’ way and work cost time. */
const exactScenarios = [
  'hasExpiry',
  'slow1',
  'slow5',
  'slow10',
  'slow10First',
  'slow15',
] as const satisfies readonly ScenarioName[];

/** How far the product is from the clairvoyant. */
export function latencyTable(results: Results): Table {
  return {
    caption: 'With expiry: valid code not on screen, in s per session',
    columns: [
      'scenario',
      'clairvoyant',
      'Pair WhatsApp',
      'Pair WhatsApp ÷ clairvoyant',
      'more for each change, s',
    ],
    rows: exactScenarios.map((scenario) => {
      const [best, own] = [results[scenario].clairvoyant, results[scenario]['Pair WhatsApp']];
      const changes = own.newCodes / own.sessions;
      return [
        scenarios[scenario].name,
        formatNumber(best.notShown),
        formatNumber(own.notShown),
        formatNumber(own.notShown / best.notShown),
        formatNumber((own.notShown - best.notShown) / changes),
      ];
    }),
  };
}

/** The time on screen for each code that expired there, where codes are replaced early, next to the minimum. */
export function earlyTable(results: Results): Table {
  const measured = (scenario: ScenarioName): readonly string[] =>
    (['Pair WhatsApp', 'loop at 5 s', 'loop at 7 s'] as const).map((name) => {
      const { expiredPerCode } = results[scenario][name];
      return expiredPerCode
        ? `${formatNumber(expiredPerCode.mean)} ± ${formatNumber(expiredPerCode.error)}`
        : '–';
    });
  return {
    caption:
      'Time on screen after the expiry, for each code that expired on screen: mean in s ± standard error',
    columns: [
      'scenario',
      'minimum for any client, requests 5 s apart',
      'Pair WhatsApp',
      'loop at 5 s',
      'loop at 7 s',
    ],
    rows: (['earlyNoExpiry', 'early'] as const).map((scenario) => [
      scenarios[scenario].name,
      scenario === 'early' ? '–' : formatNumber(unknownEnd / 1_000),
      ...measured(scenario),
    ]),
  };
}
