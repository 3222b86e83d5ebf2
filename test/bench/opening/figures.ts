/** The middle half of a row of figures. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Median and quartiles, between two figures in proportion; throws without figures. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  return { low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}

/** The median alone. */
export function median(values: readonly number[]): number {
  return spread(values).median;
}

/** A spread in whole units: the median, and the quartiles in brackets. */
export function spreadText({ low, median: middle, high }: Spread, digits = 0): string {
  return `${middle.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

/** How ours compares with what it can't undercut: the larger of the panel and the call. */
export function ratio(ours: number, floor: number, call: number): number {
  return ours / Math.max(floor, call);
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new Error('There are no figures.');
  return below + (above - below) * (place % 1);
}
