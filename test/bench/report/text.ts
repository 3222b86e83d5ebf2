import { format } from 'echarts/core';

/** Font size of all text except the title, in px. */
export const fontSize = 13;

/** The system’s font: the picture needs no font file and looks like the page around it. */
export const fontFamily = 'system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

/** There is no font to measure with. Wide fonts exceed the estimate by this factor at most. */
const reserve = 1.2;
const boldReserve = 1.35;

/** The estimated width of a text in px, never too small. */
export function widthOf(text: string, size = fontSize): number {
  const widths = text.split('\n').map((part) => format.getTextRect(part, `${size}px sans-serif`).width);
  return Math.ceil(Math.max(...widths) * (size > fontSize ? boldReserve : reserve));
}

/** The width of the widest text, in px. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => widthOf(text)));
}

/** Wraps a text between words. A line is wider than `limit` px only if a single word is. */
export function wrap(text: string, limit: number, size = fontSize): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer, size) <= limit) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
