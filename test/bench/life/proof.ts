import type { Table } from '../report/section';
import { minGap } from './figures';
import { defaultInterval } from './product';
import type { Results } from './run';
import { formatNumber } from './tables';
import { networkDelay } from './scenario';

/** The mean network delay in one direction, in ms: the mean of a log-normal distribution. */
const meanDelay = networkDelay.median * Math.exp(networkDelay.sigma ** 2 / 2);
/** Its variance, in ms². */
const delayVariance = meanDelay ** 2 * (Math.exp(networkDelay.sigma ** 2) - 1);

/** Mean time in ms for which an expired code stays on screen after an unannounced expiry, for requests every `gap` ms with this variance. */
export function meanExpiredTime(gap: number, variance = 0): number {
  // A long gap contains such an expiry more often than a short one: E[g²] / 2E[g]. Then the answer has to arrive.
  return (gap ** 2 + variance) / (2 * gap) + meanDelay;
}

/** The minimum for any client and the expected time of Pair WhatsApp, in ms for each unannounced expiry. */
export const bounds = {
  min: meanExpiredTime(minGap),
  product: meanExpiredTime(defaultInterval + 2 * meanDelay, 2 * delayVariance),
};

/** Why an expired code can’t be avoided if its expiry isn’t announced, and how long it stays on screen at least. */
export const proof: readonly string[] = [
  '**Unannounced expiry: the minimum for any client.** Let a client’s requests reach the gateway at a₁ < a₂ < …, at least 5 s apart. Only an answer tells the client that a code has expired, so until the answer to its next request it behaves as if the code were still valid. Assume that a code expires anywhere in a gap of length g with equal probability, independent of the client’s behavior. If the code is on screen all the time, it stays there, expired, for the rest of the gap and the network delay of the answer: g/2 plus that delay on average, g plus that delay in the worst case. With g ≥ 5 s, this is **at least 2.5 s plus one network delay on average, and 5 s plus one network delay in the worst case**. (A code that expires before its own first answer has arrived is not on screen yet. Over a gap, this subtracts at most w²/2g, where w is the network delay: a few milliseconds.) A code on screen was valid when the gap began. If the lifetimes are short or not a multiple of the gap, codes tend to expire early in a gap, so the mean only grows.',
  '**Hiding the code in between helps little.** If the client shows the code only during a part S of the gap, with the share q, the expected time on screen after the expiry is (1/g) ∫_S x dx, where x is the time since the gap began. It is smallest if S comes first: q²g/2. Over many gaps, by Cauchy’s inequality, it is at least q² times half the mean gap, so at least q² · 2.5 s. It is zero only for q = 0, which never shows a code. To halve it, a client must hide every valid code 29 % of the time.',
  `**The expected time of Pair WhatsApp.** It sends a request ${defaultInterval / 1_000} s after each answer, so a gap is ${defaultInterval / 1_000} s plus a round trip (the network delay of one answer and that of the next request). An expired code stays on screen for half of that plus one network delay on average, and for all of it plus one network delay in the worst case. The measured times are some hundredths of a second longer, because 20 s is not a multiple of the gap. If no more answers arrive, the code is removed 20 s after the arrival of the last answer that confirmed it. Then it is on screen, expired, for at most 20 s plus the network delay of that answer.`,
  'The proof doesn’t depend on the lifetime of a code: that a code is valid for 20 s is WhatsApp’s habit, not the gateway’s promise. Early replacement is the same case even with `expiry`, because the reported expiry is not the real one. The reported expiry only limits how long the code stays on screen, which shortens the last gap. Pair WhatsApp sends fewer requests there: it spreads them evenly over a code’s remaining time, with one to almost two poll intervals between them, so that one falls on the reported expiry.',
];

/** The bounds next to the measured times. */
export function proofTable(results: Results): Table {
  const measured = (scenario: 'noExpiry' | 'early' | 'earlyNoExpiry'): readonly string[] =>
    (['Pair WhatsApp', 'loop at 5 s', 'loop at 7 s'] as const).map((name) => {
      const { expiredPerCode } = results[scenario][name];
      return expiredPerCode
        ? `${formatNumber(expiredPerCode.mean)} ± ${formatNumber(expiredPerCode.error)}`
        : '–';
    });
  const [min, product] = [formatNumber(bounds.min / 1_000), formatNumber(bounds.product / 1_000)];
  return {
    caption:
      'Time on screen after the expiry, for each code that expired on screen: mean in s ± standard error',
    columns: [
      'scenario',
      'minimum for any client, requests 5 s apart',
      'Pair WhatsApp, expected',
      'Pair WhatsApp',
      'loop at 5 s',
      'loop at 7 s',
    ],
    rows: [
      ['without expiry', min, product, ...measured('noExpiry')],
      ['without expiry, early replacement', min, '–', ...measured('earlyNoExpiry')],
      ['with expiry, early replacement', '–', '–', ...measured('early')],
    ],
  };
}
