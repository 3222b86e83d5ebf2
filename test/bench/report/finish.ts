import { colors } from './palette';
import type { Chart } from './section';
import { fontFamily } from './text';

/** Characters that XML doesn’t allow, such as half of a surrogate pair. */
const invalidCharacters = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Attributes to remove: those for mouse events, which a picture never gets, and IDs that differ from run to run. */
const unneeded =
  / (?:class="zr[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*"|xml:space="[^"]*"|xmlns:xlink="[^"]*"|version="[^"]*"|baseProfile="[^"]*")/g;
const numbers = /( (?:transform|patternTransform|x|y|width|height|stroke-width|d)=")([^"]*)/g;
const shape = /<(?:path|rect) ([^>]*)><\/(?:path|rect)>\n?/g;
const zeroWidth = /^d="M[\d.]+ [\d.]+l0 0l0 [\d.]+l0 0Z"/;

/** Turns the library’s drawing into a self-contained picture that follows the light or dark color scheme of the page. */
export function finish(drawn: string, { title, alt }: Chart): string {
  const picture = drawn
    .replace(invalidCharacters, '\u{FFFD}')
    .replace(/<style ?>[\s\S]*?<\/style>\s*/g, '')
    .replace(unneeded, '')
    .replace(numbers, (_, name: string, value: string) => name + shorten(value))
    .replace(/font-family:[^;"]*;/g, '')
    .replace(/(id="|url\(#)zr\d+-/g, '$1')
    .replace(/<(defs|g) >/g, '<$1>')
    // No figure lies outside the axes. Clipping would only cut the lines at the edge in half.
    .replace(/<clipPath[^>]*>[\s\S]*?<\/clipPath>\n?| clip-path="[^"]*"/g, '')
    // The library gives lines a fill, which has no effect.
    .replace(/ fill="#000"(?= stroke="#)/g, ' fill="none"')
    .replace(shape, (whole, attributes: string) => (isVisible(attributes) ? whole : ''));
  const open = / ?>\n?/.exec(picture);
  if (!picture.startsWith('<svg ') || !open) throw new Error('The drawing is not an SVG.');
  const start = picture.slice(0, open.index);
  const description = `<title id="title">${escape(title)}</title>\n<desc id="desc">${escape(alt)}</desc>`;
  const rest = picture.slice(open.index + open[0].length).trimEnd();
  return `${start} role="img" aria-labelledby="title desc">\n${description}\n<style>${style}</style>\n${rest}\n`;
}

/** The drawing itself contains the light colors, for viewers without support for styles. */
const dark = colors
  .map(({ light, dark }) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`)
  .join('');
const style = `text{font-family:${fontFamily}}@media (prefers-color-scheme:dark){${dark}}`;

/** Whether a shape is visible. Backgrounds without a color and bars of length zero are not. */
function isVisible(attributes: string): boolean {
  const filled = !/fill="none"|fill-opacity="0"/.test(attributes) && !zeroWidth.test(attributes);
  const stroked = attributes.includes('stroke="') && !attributes.includes('stroke-width="0"');
  return filled || stroked;
}

/** Rounds the numbers, except in arcs: in a full circle, start and end would become the same point. */
function shorten(value: string): string {
  return /[Aa]/.test(value.replace(/[a-z]+\(/g, '')) ? value : value.replace(/-?\d+\.\d+/g, round);
}

function round(text: string): string {
  return String(Number(Number(text).toFixed(2)));
}

function escape(text: string): string {
  return text
    .replace(invalidCharacters, '\u{FFFD}')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
