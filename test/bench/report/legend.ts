import type { LegendComponentOption } from 'echarts';
import { lineHeight, blockGap, width } from './frame';
import { ink } from './palette';
import { fontFamily, fontSize, widthOf } from './text';

const mark = 24;
const markHeight = 14;
const afterMark = 7;
const entryGap = 20;
const maxWidth = 210;

/** Width for the names in a legend beside a chart, in px. */
export const nameLimit = maxWidth - mark - afterMark;

/** The names of the series in rows above the chart, in the order of its bars. */
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
    left += needed + entryGap;
  }
  return { option, bottom: row + lineHeight + blockGap } as const;
}

/** The names of the series in a column to the right of the chart. A name may have several lines. */
export function legendBeside(names: readonly string[], top: number) {
  const legendWidth = mark + afterMark + Math.max(...names.map((name) => widthOf(name)));
  const option: LegendComponentOption[] = [];
  let row = top;
  for (const name of names) {
    option.push(entry(name, width - legendWidth, row));
    row += name.split('\n').length * (lineHeight - 2) + 10;
  }
  return { option, width: legendWidth, bottom: row } as const;
}

/** A legend for one name. In a common legend, the library’s text widths would not fit every font. */
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
      // The library adds 5 px.
      padding: [0, 0, 0, afterMark - 5],
    },
  };
}
