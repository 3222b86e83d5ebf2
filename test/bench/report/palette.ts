/** A colour on a light page and what stands for it on a dark one. */
export interface Colour {
  readonly light: string;
  readonly dark: string;
}

/** Titles, names and values. */
export const ink: Colour = { light: '#1f2328', dark: '#e6edf3' };

/** Figures along an axis and its name. */
export const muted: Colour = { light: '#59636e', dark: '#9da7b1' };

/** Lines that lead the eye. */
export const rule: Colour = { light: '#dfe4e9', dark: '#2d343c' };

/** What shows through where a bar is hatched. */
export const gap: Colour = { light: '#fdfdfe', dark: '#15191f' };

/** One for each series, after Okabe and Ito, made darker or lighter until it stands out from the page. */
export const seriesColours: readonly Colour[] = [
  { light: '#0072b2', dark: '#56b4e9' },
  { light: '#c85700', dark: '#f0893e' },
  { light: '#008763', dark: '#1fc296' },
  { light: '#b4558c', dark: '#e09bc3' },
  { light: '#8a6d00', dark: '#e8d44d' },
  { light: '#555b61', dark: '#b9bfc5' },
  { light: '#7a3fc0', dark: '#b493ee' },
  { light: '#a3262b', dark: '#ff7b80' },
];

/** All that a picture is drawn in. */
export const colours: readonly Colour[] = [ink, muted, rule, gap, ...seriesColours];

/** The colour of the series of that number; there are no more series than one can tell apart. */
export function seriesColour(index: number): Colour {
  const colour = seriesColours[index];
  if (!colour) throw new RangeError(`A picture tells at most ${seriesColours.length} series apart.`);
  return colour;
}
