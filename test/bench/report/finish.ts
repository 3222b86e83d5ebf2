import { colours } from './palette';
import type { Chart } from './section';
import { fontFamily } from './text';

/** What XML has no place for, half characters among it. */
const unfit = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Left out: what serves a pointer, which never reaches a picture, and names that count up from run to run. */
const needless =
  / (?:class="zr[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*"|xml:space="[^"]*"|xmlns:xlink="[^"]*"|version="[^"]*"|baseProfile="[^"]*")/g;
const numbers = /( (?:transform|patternTransform|x|y|width|height|stroke-width|d)=")([^"]*)/g;
const shape = /<(?:path|rect) ([^>]*)><\/(?:path|rect)>\n?/g;
const flat = /^d="M[\d.]+ [\d.]+l0 0l0 [\d.]+l0 0Z"/;

/** Makes of what the library drew a picture that speaks for itself, light or dark as its page is. */
export function finish(drawn: string, { title, alt }: Chart): string {
  const slim = drawn
    .replace(unfit, '\u{FFFD}')
    .replace(/<style ?>[\s\S]*?<\/style>\s*/g, '')
    .replace(needless, '')
    .replace(numbers, (_, name: string, value: string) => name + shorter(value))
    .replace(/font-family:[^;"]*;/g, '')
    .replace(/(id="|url\(#)zr\d+-/g, '$1')
    .replace(/<(defs|g) >/g, '<$1>')
    // No figure lies beyond its axes: clipping would only halve the lines along the edge.
    .replace(/<clipPath[^>]*>[\s\S]*?<\/clipPath>\n?| clip-path="[^"]*"/g, '')
    // Lines are drawn with a fill that has nowhere to go.
    .replace(/ fill="#000"(?= stroke="#)/g, ' fill="none"')
    .replace(shape, (whole, attributes: string) => (isSeen(attributes) ? whole : ''));
  const open = / ?>\n?/.exec(slim);
  if (!slim.startsWith('<svg ') || !open) throw new Error('What was drawn is no SVG.');
  const start = slim.slice(0, open.index);
  const told = `<title id="title">${escape(title)}</title>\n<desc id="desc">${escape(alt)}</desc>`;
  const rest = slim.slice(open.index + open[0].length).trimEnd();
  return `${start} role="img" aria-labelledby="title desc">\n${told}\n<style>${style}</style>\n${rest}\n`;
}

/** The colours of a light page are in the drawing itself, for viewers that know no style. */
const dark = colours
  .map(({ light, dark }) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`)
  .join('');
const style = `text{font-family:${fontFamily}}@media (prefers-color-scheme:dark){${dark}}`;

/** Whether a shape shows: grounds that nothing is painted on don't, nor do bars of no length. */
function isSeen(attributes: string): boolean {
  const filled = !/fill="none"|fill-opacity="0"/.test(attributes) && !flat.test(attributes);
  const stroked = attributes.includes('stroke="') && !attributes.includes('stroke-width="0"');
  return filled || stroked;
}

/** Arcs are let be: a whole circle ends so near to its start that it would be none. */
function shorter(value: string): string {
  return /[Aa]/.test(value.replace(/[a-z]+\(/g, '')) ? value : value.replace(/-?\d+\.\d+/g, round);
}

function round(text: string): string {
  return String(Number(Number(text).toFixed(2)));
}

function escape(text: string): string {
  return text.replace(unfit, '\u{FFFD}').replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
