import type { LegendComponentOption } from 'echarts';
import { lineHeight, space, width } from './frame';
import { ink } from './palette';
import { fontFamily, fontSize, widthOf } from './text';

const mark = 24;
const markHeight = 14;
const afterMark = 7;
const between = 20;
const limit = 210;

/** Room that a legend beside a chart leaves its names, in px. */
export const nameLimit = limit - mark - afterMark;

/** Names of the series in rows above the chart, in the order of its bars. */
export function legendAbove(names: readonly string[], top: number) {
  const option: LegendComponentOption[] = [];
  let left = 0;
  let row = top;
  for (const name of names) {
    const needed = mark + afterMark + widthOf(name);
    if (left > 0 && left + needed > width) {
      left = 0;
      row += lineHeight + 2;
    }
    option.push(entry(name, left, row));
    left += needed + between;
  }
  return { option, bottom: row + lineHeight + space } as const;
}

/** Names of the series, one below another, at the right of the chart; each may have lines. */
export function legendBeside(names: readonly string[], top: number) {
  const wide = mark + afterMark + Math.max(...names.map((name) => widthOf(name)));
  const option: LegendComponentOption[] = [];
  let row = top;
  for (const name of names) {
    option.push(entry(name, width - wide, row));
    row += name.split('\n').length * (lineHeight - 2) + 10;
  }
  return { option, width: wide, bottom: row } as const;
}

/** One for each name, because the library would place them by widths that don't hold for every font. */
function entry(name: string, left: number, top: number): LegendComponentOption {
  return {
    show: true,
    data: [name],
    left,
    top,
    padding: 0,
    itemWidth: mark,
    itemHeight: markHeight,
    selectedMode: false,
    textStyle: {
      fontSize,
      fontFamily,
      lineHeight: lineHeight - 2,
      color: ink.light,
      // The library has 5 px of its own.
      padding: [0, 0, 0, afterMark - 5],
    },
  };
}
