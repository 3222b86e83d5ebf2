/** A QR code as a square of modules, without the quiet zone. */
export interface QrModules {
  readonly size: number;
  readonly isDark: (x: number, y: number) => boolean;
}

/**
 * Light modules that a reader needs around the code. Source: ISO/IEC 18004. On a dark theme the bench finds no gain in
 * fewer, though they would leave larger modules.
 */
export const quietZone = 4;
