/** The median and quartiles of several figures. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Computes median and quartiles, interpolated between figures. Throws if there are no figures. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  return { low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}

/** Only the median. */
export function median(values: readonly number[]): number {
  return spread(values).median;
}

/** Formats a spread: the median, and the quartiles in parentheses. */
export function spreadText({ low, median: middle, high }: Spread, digits = 0): string {
  return `${middle.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

/** The time of the extension, divided by the larger of the two times that it can’t go below. */
export function ratio(time: number, emptyPanel: number, bareRequest: number): number {
  return time / Math.max(emptyPanel, bareRequest);
}

function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (below === undefined || above === undefined) throw new Error('There are no figures.');
  return below + (above - below) * (position % 1);
}
