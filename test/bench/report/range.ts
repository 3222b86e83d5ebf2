/** From where to where an axis goes. */
export interface Range {
  readonly logarithmic: boolean;
  readonly min: number;
  readonly max: number;
  /** Where bars begin. */
  readonly base: number;
  /** Whether there is a place on the axis for this value. */
  readonly covers: (value: number) => boolean;
  /** How far along the axis a value lies that it covers, from 0 to 1. */
  readonly share: (value: number) => number;
  /** Whether the axis says this figure. */
  readonly isTick: (value: number) => boolean;
}

/** The shortest bar on a logarithmic axis still spans this factor, lest it looks like nothing. */
const shortest = 1.5;

/** From zero to the greatest value, and to the least where there are values below zero. */
export function linearRange(values: readonly number[]): Range {
  const max = Math.max(0, ...values);
  const min = Math.min(0, ...values);
  const end = max === min ? 1 : max;
  return {
    logarithmic: false,
    min,
    max: end,
    base: 0,
    covers: () => true,
    share: (value) => (value - min) / (end - min),
    isTick: () => true,
  };
}

/** From a power of ten below the least value that has a place there; linear where none has. */
export function logarithmicRange(values: readonly number[]): Range {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return linearRange(values);
  const min = 10 ** Math.floor(Math.log10(Math.min(...positive) / shortest));
  const max = Math.max(...positive);
  return {
    logarithmic: true,
    min,
    max,
    base: min,
    covers: (value) => value > 0,
    share: (value) => Math.log(value / min) / Math.log(max / min),
    isTick: isPowerOfTen,
  };
}

function isPowerOfTen(value: number): boolean {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9;
}
