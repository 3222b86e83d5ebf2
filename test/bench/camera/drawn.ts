import sharp from 'sharp';
import { qrPath } from '../../../src/webview/qrpath';
import type { Picture } from './picture';

/** Error correction levels of QR codes, weakest first. */
export const correctionLevels = ['L', 'M', 'Q', 'H'] as const;

/** One of them. */
export type CorrectionLevel = (typeof correctionLevels)[number];

/** How a code is drawn. */
export interface Drawing {
  readonly text: string;
  readonly level: CorrectionLevel;
  /** Light modules around it, on its card. */
  readonly border: number;
  /** Edge of a module, in CSS pixels, of a code with that many modules, border included. */
  readonly module: (modules: number) => number;
  /** Pixels of the screen for one CSS pixel. */
  readonly ratio: number;
  /** Grey value of what is around the card. */
  readonly surround: number;
}

/** CSS pixels of the surroundings that are drawn at each side. */
const margin = 8;

/** Draws a code as an SVG renderer without `crispEdges` would: edges between pixels become grey. */
export async function drawCode(drawing: Drawing): Promise<Picture> {
  const { text, level, border, ratio, surround } = drawing;
  const { size, path } = qrPath(text, level, border);
  const edge = drawing.module(size) * ratio;
  const start = margin * ratio;
  const whole = Math.ceil(edge * size + 2 * start);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="${whole}">`,
    `<rect width="${whole}" height="${whole}" fill="rgb(${surround},${surround},${surround})"/>`,
    `<g transform="translate(${start},${start}) scale(${edge})">`,
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></g></svg>`,
  ].join('');
  const pixels = await sharp(Buffer.from(svg)).removeAlpha().extractChannel(0).raw().toBuffer();
  const inner = { at: start + border * edge, edge: (size - 2 * border) * edge };
  return {
    width: whole,
    height: whole,
    ratio,
    pixels: new Uint8Array(pixels),
    code: { x: inner.at, y: inner.at, width: inner.edge, height: inner.edge },
    surround,
  };
}
