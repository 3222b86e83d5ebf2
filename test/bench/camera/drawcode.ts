import sharp from 'sharp';
import { encode } from '../../../src/core/code/encode';
import { qrPath } from '../../../src/webview/qrpath';
import type { Picture } from './picture';

/** Error correction levels of QR codes, weakest first. */
export const correctionLevels = ['L', 'M', 'Q', 'H'] as const;

/** An error correction level. */
export type CorrectionLevel = (typeof correctionLevels)[number];

/** How to draw a code. */
export interface Drawing {
  readonly text: string;
  readonly level: CorrectionLevel;
  /** Width of the light border in modules. */
  readonly border: number;
  /** Edge of a module in CSS pixels, for a code with a number of modules, including the border. */
  readonly module: (modules: number) => number;
  /** Screen pixels per CSS pixel. */
  readonly ratio: number;
  /** Gray value around the code and its border. */
  readonly surround: number;
}

/** CSS pixels of the surroundings on each side. */
const margin = 8;

/** Draws a code as an SVG renderer without `crispEdges` does: edges between pixels become gray. */
export async function drawCode(drawing: Drawing): Promise<Picture> {
  const { text, level, border, ratio, surround } = drawing;
  const { size, path } = qrPath(encode(text, level), border);
  const edge = drawing.module(size) * ratio;
  const start = margin * ratio;
  const canvasSize = Math.ceil(edge * size + 2 * start);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${canvasSize}" height="${canvasSize}">`,
    `<rect width="${canvasSize}" height="${canvasSize}" fill="rgb(${surround},${surround},${surround})"/>`,
    `<g transform="translate(${start},${start}) scale(${edge})">`,
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></g></svg>`,
  ].join('');
  const pixels = await sharp(Buffer.from(svg)).removeAlpha().extractChannel(0).raw().toBuffer();
  const inner = { at: start + border * edge, edge: (size - 2 * border) * edge };
  return {
    width: canvasSize,
    height: canvasSize,
    ratio,
    pixels: new Uint8Array(pixels),
    code: { x: inner.at, y: inner.at, width: inner.edge, height: inner.edge },
    surround,
  };
}
