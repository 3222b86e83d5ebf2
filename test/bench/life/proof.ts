import type { Table } from '../report/section';
import { leastGap } from './figures';
import { defaultInterval } from './ours';
import type { Results } from './run';
import { statistic } from './tables';
import { way } from './world';

/** What one way takes on average, in ms: the mean of a log-normal spread. */
const meanWay = way.median * Math.exp(way.sigma ** 2 / 2);
/** Its variance, in ms². */
const wayVariance = meanWay ** 2 * (Math.exp(way.sigma ** 2) - 1);

/** Mean dead time, in ms, after an end that nothing announces, for one who asks every `gap` ms give or take `variance` and shows what it got. */
export function meanUnannounced(gap: number, variance = 0): number {
  // Such an end falls into a long gap more often than into a short one: E[g²] / 2E[g]; then the answer travels.
  return (gap ** 2 + variance) / (2 * gap) + meanWay;
}

/** What no client can beat, and what ours comes to; in ms for each end that nothing announces. */
export const bounds = {
  least: meanUnannounced(leastGap),
  ours: meanUnannounced(defaultInterval + 2 * meanWay, 2 * wayVariance),
};

/** Why a dead code can't be avoided where its end isn't announced, and how much of it there must be. */
export const proof: readonly string[] = [
  '**Ends that nothing announces: what nobody can beat.** Let a client’s questions reach the gateway at a₁ < a₂ < …, at least 5 s apart. Nothing but an answer tells it that a code has ended, so until the answer to its next question it does what it would do if the code lived on. Let a code end anywhere in a gap of length g with equal chance, whatever the client does. If it is on screen all the time, it stays there, dead, for the rest of the gap and the way back of the answer: g/2 and that way on average, g and that way at worst. With g ≥ 5 s that is **at least 2.5 s and one way on average, and 5 s and one way at worst**. (A code that ends while its own first answer is under way is not on screen yet; over a gap that takes off w²/2g at most, w being that way: a few milliseconds.) A code on screen was alive when the gap began, so where lives are short or no whole number of gaps it ends rather early in one: the mean only grows.',
  '**Covering it in between buys little.** If it is shown during a part S of the gap, the share q of it, the expected dead time is (1/g) ∫_S x dx, x being the time since the gap began; that is least if S comes first: q²g/2. Over many gaps, by Cauchy’s inequality, it is at least q² times half the mean gap, so at least q² · 2.5 s. None is left only at q = 0, which never shows a code; to halve it a client must hide every good code 29 % of the time.',
  `**What ours comes to.** It asks ${defaultInterval / 1_000} s after each answer, so a gap is ${defaultInterval / 1_000} s and a round trip (the way back of one answer, the way there of the next question): the dead time is half of that and one way back on average, all of it and one way back at worst; measured, some hundredths of a second come on top since 20 s are no whole number of gaps. If answers stop coming, the code is covered 20 s after the last answer that confirmed it came in: then it is dead on screen for at most 20 s and that answer’s way back.`,
  'No length of life is taken for granted in this: that a code lives 20 s is WhatsApp’s habit, not the gateway’s promise. Early replacement is the same case even with `expiry`, as the end told is not the one that comes; only the end told still covers the code, which cuts the last gap short. Ours asks less often there: its questions are spread evenly over what a code has left, from one poll interval to nearly two apart, so that one falls on the end told.',
];

/** The bounds beside what was measured. */
export function proofTable(results: Results): Table {
  const measured = (world: 'undated' | 'early' | 'earlyUndated'): readonly string[] =>
    (['Pair WhatsApp', 'loop at 5 s', 'loop at 7 s'] as const).map((name) => {
      const { outlasting } = results[world][name];
      return outlasting ? `${statistic(outlasting.mean)} ± ${statistic(outlasting.error)}` : '–';
    });
  const [least, own] = [statistic(bounds.least / 1_000), statistic(bounds.ours / 1_000)];
  return {
    caption: 'Dead code for each code that stayed on screen after its end, s on average ± standard error',
    columns: ['world', 'bound at 5 s', 'ours foreseen', 'Pair WhatsApp', 'loop at 5 s', 'loop at 7 s'],
    rows: [
      ['without expiry', least, own, ...measured('undated')],
      ['without expiry, early replacement', least, '–', ...measured('earlyUndated')],
      ['with expiry, early replacement', '–', '–', ...measured('early')],
    ],
  };
}
