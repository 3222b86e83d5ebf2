import type { BarSeriesOption } from 'echarts';
import { gap } from './palette';

type Decal = Exclude<NonNullable<NonNullable<BarSeriesOption['itemStyle']>['decal']>, 'none'>;

/** Hatchings that distinguish the series without color. The first series has none. */
const decals: readonly (Decal | undefined)[] = [
  undefined,
  stripes(-45, 2, 5),
  { symbol: 'circle', symbolSize: 0.6, dashArrayX: [[6, 6]], dashArrayY: [6, 0] },
  stripes(45, 2, 5),
  stripes(90, 2, 4),
  stripes(-45, 1, 2),
  stripes(45, 5, 5),
  stripes(0, 2, 3),
];

/** The hatching of a series, by its number. Each call returns a new object, because the library changes it. */
export function decal(index: number): Decal | undefined {
  const found = decals[index];
  return found && { ...found, color: gap.light };
}

function stripes(degrees: number, stripe: number, left: number): Decal {
  const rotation = (degrees * Math.PI) / 180;
  return { symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [stripe, left], rotation };
}
