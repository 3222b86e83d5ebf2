import { seededRandom } from '../../gateway/clock';

/** Returns a number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** A random source for one purpose. The same numbers give the same sequence. */
export function randomFrom(...numbers: readonly number[]): Random {
  const mixed = numbers.reduce(
    (sum, number) => Math.imul(sum ^ number, 0x9e3779b1) ^ (sum >>> 15),
    0x2545f491,
  );
  return seededRandom(mixed);
}

/** A whole number of milliseconds from `low` (inclusive) to `high` (exclusive). */
export function between(random: Random, low: number, high: number): number {
  return Math.floor(low + random() * (high - low));
}

/** Whole milliseconds with a log-normal distribution, which network delays have. */
export function logNormal(random: Random, median: number, sigma: number): number {
  // The Box–Muller transform from a uniform to a normal distribution. 1 − x avoids the logarithm of 0.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(Math.round(median * Math.exp(sigma * normal)), 1);
}
