import type { MonitorMark, MonitorView } from '../../core/views/monitorview';

/** A stretch of time laid over a width. */
export interface Scale {
  /** The running edge, in ms since the beginning. */
  readonly now: number;
  /** Where an instant, in ms since the beginning, stands in pixels. */
  readonly x: (ms: number) => number;
  /** Round instants in ms, few enough for their labels to stand apart. */
  readonly ticks: readonly number[];
}

/** As much of the past, in ms, as can be told apart in a panel's width: all codes of a session, and some more. */
const longest = 5 * 60_000;
/** Steps between ticks, in ms. */
const steps = [1, 2, 5, 10, 20, 30, 60, 120].map((seconds) => seconds * 1_000);
/** Least distance between ticks, in pixels. */
const tickGap = 56;
/** Average width of a character under the time line, in pixels. */
const characterWidth = 6;

/** The scale of a monitor's view that was made so many ms ago, in a width in pixels. */
export function scaleOf({ length, running, lanes }: MonitorView, age: number, width: number): Scale {
  const now = length + (running ? age : 0);
  const dues = running ? lanes.flatMap(({ marks }) => marks.map(({ due = 0 }) => due)) : [];
  const last = Math.max(now, ...dues, 1_000);
  const first = Math.max(last - longest, 0);
  const x = (ms: number): number => (Math.max(ms - first, 0) / (last - first)) * width;
  const step = steps.find((ms) => x(first + ms) >= tickGap) ?? longest;
  const ticks: number[] = [];
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) ticks.push(at);
  return { now, x, ticks };
}

/** A text under a lane, and where it begins in pixels. */
export interface Label {
  readonly x: number;
  readonly text: string;
}

/** What is written under a lane: of each mark the longest text that ends before the next mark; the last one may begin earlier. */
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
