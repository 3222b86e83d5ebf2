import type { MonitorMark, MonitorView } from '../../core/views/monitorview';

/** A span of time on a width. */
export interface Scale {
  /** The present, in ms since the beginning. */
  readonly now: number;
  /** Position in pixels of an instant in ms since the beginning. */
  readonly x: (ms: number) => number;
  /** Round instants in ms, so few that their labels don't touch. */
  readonly ticks: readonly number[];
}

/** Limit of the span, in ms: all codes of a session and more, still readable on a panel's width. */
const maxSpan = 5 * 60_000;
/** Steps between ticks, in ms. */
const steps = [1, 2, 5, 10, 20, 30, 60, 120].map((seconds) => seconds * 1_000);
/** Minimum distance between ticks, in pixels. */
const tickGap = 56;
/** Average width of a character under the chart, in pixels. */
const characterWidth = 6;

/** The scale of a view on a width in pixels. `age` is the view's, in ms. */
export function scaleOf({ length, running, lanes }: MonitorView, age: number, width: number): Scale {
  const now = length + (running ? age : 0);
  const dues = running ? lanes.flatMap(({ marks }) => marks.map(({ due = 0 }) => due)) : [];
  const last = Math.max(now, ...dues, 1_000);
  const first = Math.max(last - maxSpan, 0);
  const x = (ms: number): number => (Math.max(ms - first, 0) / (last - first)) * width;
  const step = steps.find((ms) => x(first + ms) >= tickGap) ?? maxSpan;
  const ticks: number[] = [];
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) ticks.push(at);
  return { now, x, ticks };
}

/** A text under a lane; `x` is where it begins, in pixels. */
export interface Label {
  readonly x: number;
  readonly text: string;
}

/** The texts under a lane: for each mark the longest one that ends before the next mark. The last one may begin before its mark. */
export function labelsOf(marks: readonly MonitorMark[], x: Scale['x'], width: number): readonly Label[] {
  let free = 0;
  return marks.flatMap(({ from, texts }, index) => {
    const next = marks[index + 1];
    const end = next ? x(next.from) : width;
    for (const text of texts) {
      const length = (text.length + 1) * characterWidth;
      const start = next ? x(from) : Math.min(x(from), width - length);
      if (start < free || start + length > end) continue;
      free = start + length;
      return [{ x: start, text }];
    }
    return [];
  });
}
