import type { QrModules } from '../core/code/modules';
import { isDark, quietZone } from '../core/code/modules';

/** A QR code as one path in a square of `size` by `size` modules, including the quiet zone. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** A QR code as a path. */
export function qrPath(modules: QrModules, border = quietZone): QrPath {
  const { size } = modules;
  const runs: string[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = x;
      while (x < size && isDark(modules, x, y)) x++;
      if (x > from) runs.push(`M${from + border} ${y + border}h${x - from}v1H${from + border}z`);
    }
  }
  return { size: size + 2 * border, path: runs.join('') };
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
