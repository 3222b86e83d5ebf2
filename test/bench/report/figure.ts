const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: 'min2' });
const wholeNumber = new Intl.NumberFormat('en', { maximumFractionDigits: 0, useGrouping: 'min2' });

/** Formats a figure for a picture: three significant digits, and no fraction from 1000 on. */
export function formatFigure(value: number): string {
  const text = Math.abs(value) < 1_000 ? threeDigits.format(value) : wholeNumber.format(value);
  return text === '-0' ? '0' : text.replace('-', '\u2212');
}
