import { PNG } from 'pngjs';
import type { CheckedStyle, CodeStyle } from '../../src/core/code/style';
import { checkStyle } from '../../src/core/code/style';
import { readLogo } from '../../src/core/code/logo';

/** A source of random numbers from 0 to 1. */
export type Random = () => number;

/** Random styles, valid and invalid ones, with every kind of value that the settings allow. */
export function randomStyle(random: Random): CheckedStyle {
  const checked = checkStyle({
    foreground: color(random, random() < 0.8 ? 0.45 : 1, 0),
    background: color(random, 0.15, random() < 0.8 ? 0.85 : 0.6),
    caption: random() < 0.5 ? '' : caption(random),
  });
  return checked.ok && random() < 0.6 ? { ok: true, style: withLogo(checked.style, random) } : checked;
}

function withLogo(style: CodeStyle, random: Random): CodeStyle {
  const file = random() < 0.5 ? pngLogo(random) : Buffer.from(svgLogo(style, random));
  const logo = readLogo(file);
  if (!logo.ok) throw new Error(`The test's own logo is refused: ${logo.problem}`);
  return { ...style, logo: logo.uri };
}

/** A random color whose parts start at `from` and span up to `range`, both from 0 to 1. */
function color(random: Random, range: number, from: number): string {
  const part = (): string =>
    Math.min(Math.floor((from + random() * range) * 256), 255)
      .toString(16)
      .padStart(2, '0');
  return `#${part()}${part()}${part()}`;
}

function caption(random: Random): string {
  const words = [
    'Shop',
    'ÜBERGRÖSSE',
    'scan',
    'me',
    '请扫描',
    'اربط',
    '🙂',
    'Donaudampfschifffahrt',
    '<b>&amp;',
  ];
  const count = 1 + Math.floor(random() * 8);
  return Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(' ');
}

/** Noise in blocks of random size, opaque or transparent, in any shape. */
function pngLogo(random: Random): Buffer {
  const [width, height, block] = [16, 16, 8].map((base) => 1 + Math.floor(random() * base * 6)) as [
    number,
    number,
    number,
  ];
  const png = new PNG({ width, height });
  const alpha = random() < 0.5 ? 255 : 128;
  const inks = Array.from({ length: 64 }, () =>
    [random(), random(), random()].map((part) => Math.floor(part * 256)),
  );
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [Math.floor((at % width) / block), Math.floor(at / width / block)];
    png.data.set([...(inks[(x * 7 + y * 13) % 64] ?? []), alpha], at * 4);
  }
  return PNG.sync.write(png);
}

/** Shapes that could mislead a reader: the squares in a code's corners, many small ones, a plain block, stripes. */
function svgLogo({ foreground, background }: CodeStyle, random: Random): string {
  const square = (x: number, y: number, edge: number, ink: string): string =>
    `<rect x="${x}" y="${y}" width="${edge}" height="${edge}" fill="${ink}"/>`;
  const finder = (x: number, y: number, unit: number): string =>
    square(x, y, 7 * unit, foreground) +
    square(x + unit, y + unit, 5 * unit, background) +
    square(x + 2 * unit, y + 2 * unit, 3 * unit, foreground);
  const shapes = [
    () => finder(2, 2, 3),
    () => finder(0, 0, 1) + finder(18, 0, 1) + finder(0, 18, 1),
    () => square(0, 0, 25, foreground),
    () =>
      Array.from(
        { length: 12 },
        (_, index) => square(0, index * 2, 1, '#000') + square(index * 2, 0, 1, '#000'),
      ).join(''),
    () => `<circle cx="12" cy="12" r="12" fill="${color(random, 1, 0)}"/>`,
    () => `<script>document.title = 'run'</script>${square(0, 0, 25, color(random, 1, 0))}`,
  ];
  const sized = random() < 0.5 ? ' width="250" height="250"' : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 25 25"${sized}>${shapes[Math.floor(random() * shapes.length)]?.() ?? ''}</svg>`;
}
