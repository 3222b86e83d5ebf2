/** Formats a figure. Without a value, it is a dash. */
export function formatNumber(value: number | undefined, digits = 2): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
}
