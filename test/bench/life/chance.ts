import { seededRandom } from '../../gateway/clock';

/** A number from 0 up to, but not, 1. */
export type Random = () => number;

/** Chance of its own for each thing that needs it: the same numbers give the same course. */
export function chanceOf(...numbers: readonly number[]): Random {
  const mixed = numbers.reduce(
    (sum, number) => Math.imul(sum ^ number, 0x9e3779b1) ^ (sum >>> 15),
    0x2545f491,
  );
  return seededRandom(mixed);
}

/** A whole number of milliseconds from `low` up to, but not, `high`. */
export function between(random: Random, low: number, high: number): number {
  return Math.floor(low + random() * (high - low));
}

/** Whole milliseconds of a log-normal spread, as ways through a network have it. */
export function logNormal(random: Random, median: number, sigma: number): number {
  // Box and Muller's way from even chance to a normal spread; 1 − x keeps the logarithm from 0.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(Math.round(median * Math.exp(sigma * normal)), 1);
}
