import { clockTime } from '../../core/time/duration';
import type { MonitorMark, MonitorView } from '../../core/views/monitorview';
import { svgElement } from '../svg';
import type { Scale } from './timescale';
import { labelsOf, scaleOf } from './timescale';

/** In pixels: height of a lane, where its bars begin in it, and height of the bars. */
const [laneHeight, barTop, barHeight] = [50, 18, 12];
/** Minimum width of a bar in pixels, so that the shortest request is visible. */
const minWidth = 3;

/** Where the lanes end and the times begin, in pixels. Fixed, so that the chart has its height before it is drawn. */
const bottom = 4 * laneHeight;

/** The timeline as a chart that fills its place. */
export class TimelineChart {
  readonly svg = svgElement('svg', { role: 'img', height: bottom + 18 });
  readonly #drawing = svgElement('g', {});

  constructor() {
    const stripes = { id: 'stripes', width: 5, height: 5, patternTransform: 'rotate(45)' };
    const dots = { id: 'dots', width: 5, height: 5 };
    const units = { patternUnits: 'userSpaceOnUse', class: 'ink' };
    this.svg.append(
      svgElement('pattern', { ...stripes, ...units }, svgElement('rect', { width: 2.5, height: 5 })),
      svgElement('pattern', { ...dots, ...units }, svgElement('circle', { cx: 2.5, cy: 2.5, r: 1.2 })),
      this.#drawing,
    );
  }

  /** Draws a view. `age` is the view's, in ms. */
  draw(view: MonitorView, age: number): void {
    const width = this.svg.clientWidth;
    if (width === 0) return;
    const scale = scaleOf(view, age, width);
    this.svg.setAttribute('aria-label', view.label);
    this.#drawing.replaceChildren(
      ...scale.ticks.flatMap((at) => tick(scale.x(at), clockTime(at), width)),
      ...view.lanes.flatMap(({ name, marks }, index) => lane(name, marks, index * laneHeight, scale, width)),
      ...(view.running ? edge(scale.x(scale.now), view.now, width) : []),
    );
  }
}

function lane(
  name: string,
  marks: readonly MonitorMark[],
  top: number,
  { x, now }: Scale,
  width: number,
): SVGElement[] {
  const bar = (from: number, to: number, pattern: string): SVGElement => {
    const left = Math.min(x(from), width - minWidth);
    return svgElement('rect', {
      class: `mark ${pattern}`,
      x: left,
      y: top + barTop,
      width: Math.max(x(to) - left, minWidth),
      height: barHeight,
    });
  };
  return [
    svgElement('text', { x: 0, y: top + barTop - 5, class: 'lane' }, name),
    ...marks.flatMap(({ from, to, due, pattern }) => {
      const end = to ?? Math.min(now, due ?? now);
      const rest = to === undefined && due !== undefined && due > now ? [bar(end, due, 'rest')] : [];
      return x(end) <= 0 && to !== undefined ? [] : [bar(from, end, pattern), ...rest];
    }),
    ...labelsOf(marks, x, width).map((label) =>
      svgElement('text', { x: label.x, y: top + barTop + barHeight + 12 }, label.text),
    ),
  ];
}

function tick(x: number, text: string, width: number): SVGElement[] {
  return [
    svgElement('line', { x1: x, x2: x, y1: 0, y2: bottom, class: 'tick' }),
    ...(x + 30 > width ? [] : [svgElement('text', { x: x + 2, y: bottom + 12 }, text)]),
  ];
}

/** The present, with its label on the side where there is room. */
function edge(x: number, text: string, width: number): SVGElement[] {
  const anchor = x > width / 2 ? 'end' : 'start';
  return [
    svgElement('line', { x1: x, x2: x, y1: 0, y2: bottom, class: 'edge' }),
    svgElement(
      'text',
      { x: x + (anchor === 'end' ? -4 : 4), y: 13, 'text-anchor': anchor, class: 'lane' },
      text,
    ),
  ];
}
