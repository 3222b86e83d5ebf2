import { PNG } from 'pngjs';
import type { QrModules } from '../core/code/modules';
import { isDark, quietZone } from '../core/code/modules';
import type { ImageFormat } from './imageformat';
import { isInk, lineHeight, lineWidth } from './pixelfont';

/** The data in the caption and the file name of a saved code. */
export interface ImageInfo {
  readonly instanceId: string;
  /** When the code expires, in ms since the epoch; undefined if the gateway reports no expiry. */
  readonly expiresAt: number | undefined;
  readonly now: number;
}

/** An image file of a code. */
export interface CodeImage {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Width of the caption as a share of the image's width. */
const captionWidth = 0.9;

/** Draws a code as an image. Its caption and its file name say when the code expires. */
export function imageOf(modules: QrModules, format: ImageFormat, info: ImageInfo): CodeImage {
  const words = caption(info);
  return {
    fileName: `${fileName(info)}.${format.kind}`,
    bytes:
      format.kind === 'svg'
        ? new TextEncoder().encode(svg(modules, words))
        : png(modules, format.edge, words),
  };
}

function caption({ expiresAt, now }: ImageInfo): string {
  return expiresAt === undefined ? `SEEN ${utc(now)}, EXPIRY UNKNOWN` : `EXPIRES ${utc(expiresAt)}`;
}

function fileName({ instanceId, expiresAt, now }: ImageInfo): string {
  const stamp = new Date(expiresAt ?? now).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
  // An instance ID can contain characters that file names can't.
  const id = instanceId.replace(/[^A-Za-z0-9_-]/g, '-');
  return `whatsapp-code-${id}-${expiresAt === undefined ? 'seen' : 'expires'}-${stamp}`;
}

/** A time as "2026-11-25 08:30:00 UTC". */
function utc(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, ' UTC');
}

function svg(modules: QrModules, words: string): string {
  const { size } = modules;
  const edge = size + 2 * quietZone;
  const rows = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) =>
      isDark(modules, x, y) ? `M${x + quietZone} ${y + quietZone}h1v1h-1z` : '',
    ),
  );
  // `textLength` gives the caption the same width in every font.
  const text = `<text x="${edge / 2}" y="${edge + 1}" text-anchor="middle" textLength="${edge * captionWidth}" lengthAdjust="spacingAndGlyphs" font-family="monospace" font-size="3">${words}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${edge} ${edge + quietZone}" shape-rendering="crispEdges">`,
    `<rect width="${edge}" height="${edge + quietZone}" fill="#fff"/>`,
    `<path d="${rows.flat().join('')}"/>`,
    `${text}</svg>\n`,
  ].join('');
}

function png(modules: QrModules, width: number, words: string): Uint8Array {
  const { size } = modules;
  // A module has a whole number of pixels, and the margin takes the rest.
  const scale = Math.max(Math.floor(width / (size + 2 * quietZone)), 1);
  const left = Math.floor((width - size * scale) / 2);
  const font = Math.max(Math.floor((width * captionWidth) / lineWidth(words)), 1);
  const below = 2 * left + size * scale;
  const height = below + font * (lineHeight + 2);
  const data = Buffer.alloc(width * height, 255);
  const textLeft = Math.floor((width - lineWidth(words) * font) / 2);
  const fill = (x: number, y: number, edge: number): void => {
    for (let row = y; row < y + edge; row++) data.fill(0, row * width + x, row * width + x + edge);
  };
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) if (isDark(modules, x, y)) fill(left + x * scale, left + y * scale, scale);
  for (let y = 0; y < lineHeight; y++)
    for (let x = 0; x < lineWidth(words); x++)
      if (isInk(words, x, y)) fill(textLeft + x * font, below + y * font, font);
  // Gray, one byte for each pixel, and rows as they are: a large image must not keep the extension host busy.
  const raster = Object.assign(new PNG(), { width, height, data });
  return PNG.sync.write(raster, { colorType: 0, inputColorType: 0, inputHasAlpha: false, filterType: 0 });
}
