import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { bars } from './bars';
import { finish } from './finish';
import { width } from './frame';
import { lines } from './lines';
import type { Chart } from './section';

use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** Draws a chart as SVG. The same figures give the same text. */
export function svg(chart: Chart): string {
  const { option, height } = chart.kind === 'bars' ? bars(chart) : lines(chart);
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    canvas.setOption({ ...option, animation: false });
    return finish(canvas.renderToSVGString(), chart);
  } finally {
    canvas.dispose();
  }
}
