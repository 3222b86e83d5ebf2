const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: 'min2' });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0, useGrouping: 'min2' });

/** A figure as it stands in a picture: three digits that count, whole from a thousand on. */
export function statistic(value: number): string {
  const text = Math.abs(value) < 1_000 ? format.format(value) : whole.format(value);
  return text === '-0' ? '0' : text.replace('-', '\u2212');
}
