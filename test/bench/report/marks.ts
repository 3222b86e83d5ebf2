/** The symbol at the points of a line, and the line’s dashes. */
export interface Mark {
  readonly symbol: string;
  readonly symbolSize: number;
  readonly dash: 'solid' | number[];
}

/** Marks that differ in more than the color. */
const marks: readonly Mark[] = [
  { symbol: 'circle', symbolSize: 9, dash: 'solid' },
  { symbol: 'rect', symbolSize: 8, dash: [7, 3] },
  { symbol: 'triangle', symbolSize: 10, dash: [2, 3] },
  { symbol: 'diamond', symbolSize: 11, dash: [9, 3, 2, 3] },
  { symbol: 'path://M0 0L10 0L5 9Z', symbolSize: 10, dash: [4, 2] },
  { symbol: 'path://M3 0H7V3H10V7H7V10H3V7H0V3H3Z', symbolSize: 10, dash: [1, 2] },
  { symbol: 'path://M0 2L2 0L5 3L8 0L10 2L7 5L10 8L8 10L5 7L2 10L0 8L3 5Z', symbolSize: 10, dash: [12, 3] },
  { symbol: 'path://M0 4L10 4L10 6L0 6Z', symbolSize: 10, dash: [5, 5] },
];

/** The mark of a series, by its number. */
export function mark(index: number): Mark {
  const found = marks[index];
  if (!found) throw new RangeError(`A chart can have at most ${marks.length} lines.`);
  return { ...found };
}
