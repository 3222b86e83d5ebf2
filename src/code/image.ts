import { PNG } from 'pngjs';
import type { QrModules } from '../core/code/modules';
import { quietZone } from '../core/code/modules';
import type { ImageFormat } from './imageformat';
import { isInk, lineHeight, lineWidth } from './pixelfont';

/** What a saved code says of itself. */
export interface ImageInfo {
  readonly instanceId: string;
  /** When the code expires, in ms since the epoch; undefined where the gateway didn't tell. */
  readonly expiresAt: number | undefined;
  readonly now: number;
}

/** A picture as it is written into a file. */
export interface Picture {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Share of the code's width that the words below it take. */
const captionWidth = 0.9;

/** A code as a picture that says until when it lives, in itself and in its file's name. */
export function pictureOf(modules: QrModules, format: ImageFormat, info: ImageInfo): Picture {
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
  return expiresAt === undefined ? `SEEN ${utc(now)}, LIFE UNKNOWN` : `EXPIRES ${utc(expiresAt)}`;
}

function fileName({ instanceId, expiresAt, now }: ImageInfo): string {
  const stamp = new Date(expiresAt ?? now).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
  // An ID may be any text, and a file's name may not.
  const id = instanceId.replace(/[^A-Za-z0-9_-]/g, '-');
  return `whatsapp-code-${id}-${expiresAt === undefined ? 'seen' : 'expires'}-${stamp}`;
}

/** A moment as "2026-11-25 08:30:00 UTC". */
function utc(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, ' UTC');
}

function svg({ size, isDark }: QrModules, words: string): string {
  const edge = size + 2 * quietZone;
  const rows = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) =>
      isDark(x, y) ? `M${x + quietZone} ${y + quietZone}h1v1h-1z` : '',
    ),
  );
  // Long lines of equal length, whatever font there is.
  const text = `<text x="${edge / 2}" y="${edge + 1}" text-anchor="middle" textLength="${edge * captionWidth}" lengthAdjust="spacingAndGlyphs" font-family="monospace" font-size="3">${words}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${edge} ${edge + quietZone}" shape-rendering="crispEdges">`,
    `<rect width="${edge}" height="${edge + quietZone}" fill="#fff"/>`,
    `<path d="${rows.flat().join('')}"/>`,
    `${text}</svg>\n`,
  ].join('');
}

function png({ size, isDark }: QrModules, width: number, words: string): Uint8Array {
  // Whole pixels for each module: unlike a screen's, the place can be chosen to fit.
  const scale = Math.max(Math.floor(width / (size + 2 * quietZone)), 1);
  const left = Math.floor((width - size * scale) / 2);
  const font = Math.max(Math.floor((width * captionWidth) / lineWidth(words)), 1);
  const below = 2 * left + size * scale;
  const height = below + font * (lineHeight + 2);
  const picture = new PNG({ width, height, colorType: 0 });
  const textLeft = Math.floor((width - lineWidth(words) * font) / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = Math.floor((x - left) / scale);
      const row = Math.floor((y - left) / scale);
      const inCode = column >= 0 && row >= 0 && column < size && row < size;
      const [textX, textY] = [Math.floor((x - textLeft) / font), Math.floor((y - below) / font)];
      const inText = textX >= 0 && textX < lineWidth(words) && textY >= 0 && textY < lineHeight;
      const dark = inCode ? isDark(column, row) : inText && isInk(words, textX, textY);
      picture.data.fill(dark ? 0 : 255, 4 * (y * width + x), 4 * (y * width + x) + 3);
      picture.data[4 * (y * width + x) + 3] = 255;
    }
  }
  return PNG.sync.write(picture, { colorType: 0 });
}
