/** Widths of dark and light through the middle of a finder pattern, in modules. Source: ISO/IEC 18004. */
const pattern = [1, 1, 3, 1, 1];
/** How far an edge may be off for readers to accept it, in modules. */
const tolerance = 0.5;
/** Gray levels that a reader may use to tell dark from light. */
const thresholds = [64, 128, 192];
/** Minimum width of a pattern in pixels; a camera doesn't see a smaller one in a logo. */
const minWidth = 28;

/** A square picture in gray levels, from 0 (black) to 255. */
export interface Gray {
  readonly edge: number;
  at(x: number, y: number): number;
}

/** Whether a picture has a square that readers would take for a corner of a code. */
export function hasFinder(picture: Gray): boolean {
  return thresholds.some((threshold) => {
    const isDark = (x: number, y: number): boolean => picture.at(x, y) < threshold;
    for (let y = 0; y < picture.edge; y += 2) {
      const middles = middlesOf(picture.edge, (x) => isDark(x, y));
      // If the row runs through the middle of a pattern, so does the column.
      if (
        middles.some((x) =>
          middlesOf(picture.edge, (down) => isDark(x, down)).some((at) => Math.abs(at - y) < minWidth),
        )
      )
        return true;
    }
    return false;
  });
}

/** Middles of what looks like finder patterns on a line. */
function middlesOf(length: number, isDark: (at: number) => boolean): number[] {
  const found: number[] = [];
  /** Where the color changed. */
  const changes: number[] = [];
  for (let at = 0; at <= length; at++) {
    const dark = at < length && isDark(at);
    if (dark === (at > 0 && isDark(at - 1))) continue;
    changes.push(at);
    const edges = changes.slice(-6);
    if (!dark && edges.length === 6 && isPattern(edges))
      found.push(Math.round(((edges[2] ?? 0) + (edges[3] ?? 0)) / 2));
  }
  return found;
}

function isPattern(edges: readonly number[]): boolean {
  const [from = 0] = edges;
  const whole = (edges.at(-1) ?? 0) - from;
  if (whole < minWidth) return false;
  const part = whole / 7;
  return pattern.every((parts, index) => {
    const run = (edges[index + 1] ?? 0) - (edges[index] ?? 0);
    return Math.abs(run - parts * part) <= parts * tolerance * part;
  });
}
