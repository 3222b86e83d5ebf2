// src/core/code: a QR code: the form of its value, its expiry, its modules, its style and logo.
/** A QR code as a square of modules, without the quiet zone, as plain data. */
export interface QrModules {
  readonly size: number;
  /** A character for each module, row by row: 1 for a dark one, 0 for a light one. */
  readonly cells: string;
}

/** Whether a module within the code is dark. */
export function isDark({ size, cells }: QrModules, x: number, y: number): boolean {
  return cells[y * size + x] === '1';
}

/**
 * Width of the light margin that a reader needs around the code, in modules. Source: ISO/IEC 18004. In the bench, a
 * narrower margin with larger modules brings no gain on a dark theme.
 */
export const quietZone = 4;
