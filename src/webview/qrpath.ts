import type { QRCodeErrorCorrectionLevel } from 'qrcode';
import { encode } from '../core/code/encode';
import { quietZone } from '../core/code/modules';

/** A QR code as one path in a square of `size` by `size` modules, the quiet zone included. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** Characters of a linking value of today. */
export const typicalLength = 240;

/** Draws a text as a QR code; throws if it is longer than any QR code can hold. */
export function qrPath(text: string, level?: QRCodeErrorCorrectionLevel, border = quietZone): QrPath {
  const modules = encode(text, level);
  const runs: string[] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      const from = x;
      while (x < modules.size && modules.isDark(x, y)) x++;
      if (x > from) runs.push(`M${from + border} ${y + border}h${x - from}v1H${from + border}z`);
    }
  }
  return { size: modules.size + 2 * border, path: runs.join('') };
}

/** Draws once for nothing: the first time, before the browser has compiled it, takes several times as long as the next. */
export function warmUp(): void {
  qrPath('@'.repeat(typicalLength));
}

/**
 * Edge of a module in CSS pixels from which on a camera reads the code at 30 cm, with two of three readers. Source: the
 * bench, which photographs codes of every size with a modelled camera.
 */
export const readableEdge = 3;

/** Whether modules of this edge, in CSS pixels, are large enough for a phone held as usual. */
export function isReadable(edge: number): boolean {
  return edge >= readableEdge;
}
