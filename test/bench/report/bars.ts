import type { BarSeriesOption, EChartsOption, XAXisComponentOption } from 'echarts';
import { decal } from './decals';
import { formatFigure } from './figure';
import { heading, gridBox, width } from './frame';
import { legendAbove } from './legend';
import { ink, muted, rule, seriesColor } from './palette';
import type { Range } from './range';
import { linearRange, logarithmicRange } from './range';
import type { BarChart } from './section';
import { fontFamily, fontSize, widest, widthOf, wrap } from './text';

const barGap = 4;
const groupGap = 16;
const nameLineHeight = 16;
const nameLimit = 200;
const nameGap = 14;
const labelGap = 6;
const axisHeight = 26;

/** The label of a bar without a value. */
export const notMeasured = 'not measured';

/** The drawing options of a bar chart, and its height. */
export function bars(chart: BarChart) {
  const { groups, series, title, axis } = chart;
  const values = groups.flatMap((_, group) => series.map((each) => measured(each.values[group])));
  const known = values.filter((value) => value !== undefined);
  const range = chart.logarithmic ? logarithmicRange(known) : linearRange(known);
  const head = heading(title, range.logarithmic ? `${axis} (logarithmic scale)` : axis);
  const several = series.length > 1;
  const legend = several ? legendAbove(names(chart), head.bottom) : undefined;

  const groupNames = groups.map((group) => wrap(group, nameLimit));
  const negative = range.min < 0 ? known.filter((value) => value < 0).map(formatFigure) : [];
  const left = widest(groupNames.flat()) + nameGap + (negative.length && widest(negative) + labelGap);
  const right = width - left - axisLength(width - left, values, range);
  const lines = Math.max(1, ...groupNames.map((name) => name.length));
  const thickness = several ? 15 : 18;
  const barsHeight = series.length * (thickness + barGap) - barGap;
  const groupHeight = Math.max(barsHeight, lines * nameLineHeight) + groupGap;
  const top = legend?.bottom ?? head.bottom;
  const height = groupHeight * groups.length;

  const option: EChartsOption = {
    title: head.option,
    ...(legend && { legend: legend.option }),
    grid: gridBox({ left, top, width: width - left - right, height }),
    xAxis: valueAxis(range),
    yAxis: {
      type: 'category',
      inverse: true,
      data: groupNames.map((name) => name.join('\n')),
      axisLabel: {
        color: ink.light,
        fontSize,
        fontFamily,
        lineHeight: nameLineHeight,
        align: 'left',
        margin: left,
        interval: 0,
      },
      axisTick: { show: false },
      axisLine: { onZero: false, show: range.min === range.base, lineStyle: { color: muted.light } },
    },
    series: series.map((each, index): BarSeriesOption => {
      const hatching = several ? decal(index) : undefined;
      return {
        type: 'bar',
        name: each.name,
        barWidth: thickness,
        barGap: `${(100 * barGap) / thickness}%`,
        itemStyle: { color: seriesColor(index).light, ...(hatching && { decal: hatching }) },
        label: { show: true, color: ink.light, fontSize, fontFamily, distance: labelGap },
        data: groups.map((_, group) => {
          const value = measured(each.values[group]);
          return {
            value: value !== undefined && range.covers(value) ? value : range.base,
            label: { position: (value ?? 0) < 0 ? 'left' : 'right', formatter: () => label(value) },
          };
        }),
      };
    }),
  };
  return { option, height: top + height + axisHeight } as const;
}

/** The longest axis that fits into `room` px and leaves space for each bar’s value at its end. */
function axisLength(room: number, values: readonly (number | undefined)[], range: Range): number {
  const limits = values.map((value) => {
    const share = range.share(value !== undefined && range.covers(value) ? value : range.base);
    return (room - labelGap - widthOf(label(value))) / Math.max(share, 0.1);
  });
  return Math.floor(Math.min(room - labelGap, ...limits));
}

function valueAxis({ logarithmic, min, max, isTick }: Range): XAXisComponentOption {
  return {
    type: logarithmic ? 'log' : 'value',
    min,
    max,
    ...(logarithmic && { startValue: min }),
    axisLabel: {
      color: muted.light,
      fontSize: 12,
      fontFamily,
      hideOverlap: true,
      // The axis ends at the end of the longest bar, whose label shows the value.
      showMaxLabel: false,
      formatter: (value: number) => (isTick(value) ? formatFigure(value) : ''),
    },
    axisTick: { show: false },
    axisLine: { show: false },
    splitLine: { showMaxLine: false, lineStyle: { color: rule.light } },
  };
}

function names({ series }: BarChart): readonly string[] {
  return series.map(({ name }) => name);
}

function measured(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function label(value: number | undefined): string {
  return value === undefined ? notMeasured : formatFigure(value);
}
