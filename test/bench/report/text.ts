import { format } from 'echarts/core';

/** Size of all text but the title, in px. */
export const fontSize = 13;

/** No file to fetch, and the one that the page's reader is used to. */
export const fontFamily = 'system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

/** No font is at hand to measure with; the widest that readers have run this much wider than the guess. */
const reserve = 1.2;
const boldReserve = 1.35;

/** The width of a text in px, rather too wide. */
export function widthOf(text: string, size = fontSize): number {
  const widths = text.split('\n').map((part) => format.getTextRect(part, `${size}px sans-serif`).width);
  return Math.ceil(Math.max(...widths) * (size > fontSize ? boldReserve : reserve));
}

/** The width of the widest of these texts, in px. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => widthOf(text)));
}

/** Breaks a text between words, so that no line is wider than `limit` px unless one word is. */
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
