// src/core/code: a QR code: the form of its value, its expiry, its modules, its style and logo.
/** A QR code as a square of modules, without the quiet zone. */
export interface QrModules {
  readonly size: number;
  readonly isDark: (x: number, y: number) => boolean;
}

/**
 * Width of the light margin that a reader needs around the code, in modules. Source: ISO/IEC 18004. In the bench, a
 * narrower margin with larger modules brings no gain on a dark theme.
 */
export const quietZone = 4;
