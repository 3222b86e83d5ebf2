import { clockTime } from '../../core/time/duration';
import type { MonitorMark, MonitorView } from '../../core/views/monitorview';
import { svgElement } from '../svg';
import type { Scale } from './timescale';
import { labelsOf, scaleOf } from './timescale';

/** Heights in pixels: of a lane, and in it of the bars and where they begin. */
const [laneHeight, barTop, barHeight] = [50, 18, 12];
/** The shortest request can be seen. */
const minWidth = 3;

/** Where the lanes end and the times stand, in pixels: known before there is anything to draw, so that it can be brought into view. */
const bottom = 4 * laneHeight;

/** The time line as a picture that fills its place. */
export class Lanes {
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

  /** Draws a view that was made so many ms ago. */
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
    const attributes = {
      x: left,
      y: top + barTop,
      width: Math.max(x(to) - left, minWidth),
      height: barHeight,
    };
    return svgElement('rect', { ...attributes, class: `mark ${pattern}` });
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

/** Where the pairing stands now; the word keeps to the side where there is room. */
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
