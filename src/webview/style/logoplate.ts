/**
 * Largest share of the modules' area that a logo with its margin takes. Level H mends 30 % of the codewords
 * (ISO/IEC 18004); a plate touches about 6 % of them with those on its edge, so that more is left for glare and dirt than
 * the plain code's level has altogether. A larger one would reach alignment patterns in QR codes of today.
 */
export const plateShare = 0.04;

/** A square in the middle of a code, in modules of the picture with its quiet zone. */
export interface Plate {
  readonly at: number;
  readonly edge: number;
}

/**
 * Where a logo goes in a picture of that size with a quiet zone of that width: on whole modules, and so an odd number of
 * them. Finder and timing patterns and the alignment pattern in the corner are far off; one in the middle is there only in
 * some sizes, none of them that of a QR code, and readers do without it.
 */
export function plateOf(size: number, border: number): Plate {
  const edge = Math.floor(Math.sqrt(plateShare) * (size - 2 * border));
  const odd = edge % 2 === 1 ? edge : edge - 1;
  return { at: (size - odd) / 2, edge: odd };
}
