/**
 * Limit of the share of the modules that a logo with its margin covers. Level H corrects 30 % of the codewords (ISO/IEC 18004).
 * A plate of this size touches about 6 %, so that more is left for glare and dirt than a plain code's level has in all. A larger
 * plate would reach alignment patterns of today's QR codes.
 */
export const plateShare = 0.04;

/** A square in the middle of a code, in modules, including the quiet zone. */
export interface Plate {
  readonly at: number;
  readonly edge: number;
}

/**
 * The plate of a picture of that size with a quiet zone of that width. It lies on whole modules, so it is an odd number of them
 * wide. It is far from the finder patterns, the timing patterns and the alignment pattern in the corner. Some sizes have an
 * alignment pattern in the middle, which readers don't need; codes of WhatsApp don't have these sizes.
 */
export function plateOf(size: number, border: number): Plate {
  const edge = Math.floor(Math.sqrt(plateShare) * (size - 2 * border));
  const odd = edge % 2 === 1 ? edge : edge - 1;
  return { at: (size - odd) / 2, edge: odd };
}
