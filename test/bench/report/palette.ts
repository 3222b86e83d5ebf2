/** A color for light pages, and its counterpart for dark pages. */
export interface Color {
  readonly light: string;
  readonly dark: string;
}

/** The color of titles, names and values. */
export const ink: Color = { light: '#1f2328', dark: '#e6edf3' };

/** The color of the figures along an axis, and of its name. */
export const muted: Color = { light: '#59636e', dark: '#9da7b1' };

/** The color of grid lines. */
export const rule: Color = { light: '#dfe4e9', dark: '#2d343c' };

/** The color between the stripes of a hatched bar. */
export const gap: Color = { light: '#fdfdfe', dark: '#15191f' };

/** The colors of the series, after Okabe and Ito, made darker or lighter for enough contrast with the page. */
export const seriesColors: readonly Color[] = [
  { light: '#0072b2', dark: '#56b4e9' },
  { light: '#c85700', dark: '#f0893e' },
  { light: '#008763', dark: '#1fc296' },
  { light: '#b4558c', dark: '#e09bc3' },
  { light: '#8a6d00', dark: '#e8d44d' },
  { light: '#555b61', dark: '#b9bfc5' },
  { light: '#7a3fc0', dark: '#b493ee' },
  { light: '#a3262b', dark: '#ff7b80' },
];

/** All colors of the pictures. */
export const colors: readonly Color[] = [ink, muted, rule, gap, ...seriesColors];

/** The color of a series, by its number. More series would be hard to distinguish. */
export function seriesColor(index: number): Color {
  const color = seriesColors[index];
  if (!color) throw new RangeError(`A chart can have at most ${seriesColors.length} series.`);
  return color;
}
