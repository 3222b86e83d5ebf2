/** The range of an axis. */
export interface Range {
  readonly logarithmic: boolean;
  readonly min: number;
  readonly max: number;
  /** The value at which bars begin. */
  readonly base: number;
  /** Whether the axis can show this value. */
  readonly covers: (value: number) => boolean;
  /** The position of a value on the axis, from 0 to 1, if the axis covers it. */
  readonly share: (value: number) => number;
  /** Whether the axis shows this figure. */
  readonly isTick: (value: number) => boolean;
}

/** The shortest bar on a logarithmic axis spans at least this factor, so that it stays visible. */
const shortestBar = 1.5;

/** From zero to the maximum. It starts at the minimum if there are values below zero. */
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

/** From a power of ten below the smallest positive value. Linear if no value is positive. */
export function logarithmicRange(values: readonly number[]): Range {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return linearRange(values);
  const min = 10 ** Math.floor(Math.log10(Math.min(...positive) / shortestBar));
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
