import type { QRCodeErrorCorrectionLevel } from 'qrcode';
import { encode } from '../core/code/encode';
import { quietZone } from '../core/code/modules';

/** A QR code as one path in a square of `size` by `size` modules, including the quiet zone. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** Number of characters in a QR code value of WhatsApp today. */
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

/** Draws once without showing it: the first time, before the browser has compiled the code, takes several times as long. */
export function warmUp(): void {
  qrPath('@'.repeat(typicalLength));
}

/**
 * Minimum width of a module in CSS pixels: from there, two of three readers read the code with a camera at 30 cm. Source: the
 * bench, which photographs codes of every size with a model of a camera.
 */
export const readableEdge = 3;

/** Whether modules of that width, in CSS pixels, are large enough for the camera of a phone. */
export function isReadable(width: number): boolean {
  return width >= readableEdge;
}
