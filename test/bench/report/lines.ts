import type { EChartsOption, LineSeriesOption } from 'echarts';
import { formatFigure } from './figure';
import { heading, gridBox, width } from './frame';
import { legendBeside, nameLimit } from './legend';
import { mark } from './marks';
import { muted, rule, seriesColor } from './palette';
import type { LineChart } from './section';
import { fontFamily, fontSize, widest, wrap } from './text';

const plotHeight = 300;
const belowPlot = 52;
const besidePlot = 28;
const fewSteps = 12;

/** The drawing options of a line chart, and its height. */
export function lines(chart: LineChart) {
  const { series, title, yTitle, xTitle } = chart;
  const head = heading(title, yTitle);
  const several = series.length > 1;
  const names = series.map(({ name }) => wrap(name, nameLimit).join('\n'));
  const key = several ? legendBeside(names, head.bottom) : undefined;
  const points = series.flatMap((each) => each.points);
  const xs = points.map(([x]) => x);
  const from = Math.min(...xs);
  const to = Math.max(...xs);
  const left = Math.max(34, widest(points.map(([, y]) => formatFigure(y))) + 12);
  const right = key ? key.width + besidePlot : 12;
  const axisText = { color: muted.light, fontSize: 12, fontFamily, formatter: formatFigure } as const;

  const option: EChartsOption = {
    title: head.option,
    ...(key && { legend: key.option }),
    // Half of a mark can extend above the plot.
    grid: gridBox({ left, top: head.bottom + 4, width: width - left - right, height: plotHeight }),
    xAxis: {
      type: 'value',
      ...(xs.length > 0 && { min: from, max: to }),
      ...(xs.every(Number.isInteger) && to - from <= fewSteps && { interval: 1 }),
      name: xTitle,
      nameLocation: 'middle',
      nameGap: 32,
      nameTextStyle: { color: muted.light, fontSize, fontFamily },
      axisLabel: { ...axisText, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { onZero: false, lineStyle: { color: muted.light } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: ({ min }) => Math.min(0, min),
      axisLabel: axisText,
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { lineStyle: { color: rule.light } },
    },
    series: series.map((each, index): LineSeriesOption => {
      const { dash, ...symbol } = mark(index);
      const color = seriesColor(index).light;
      return {
        type: 'line',
        name: names[index] ?? '',
        ...symbol,
        showAllSymbol: true,
        clip: false,
        // The first series matters most, so it is drawn on top.
        z: 2 + series.length - index,
        lineStyle: { width: index === 0 ? 2.5 : 2, type: dash, color },
        itemStyle: { color },
        data: each.points.map(([x, y]) => [x, y]),
      };
    }),
  };
  const height = Math.max(head.bottom + 4 + plotHeight + belowPlot, key?.bottom ?? 0);
  return { option, height } as const;
}
