import type { QRCodeErrorCorrectionLevel } from 'qrcode';
import { create } from 'qrcode';
import type { QrModules } from './modules';

/** Encodes a text as a QR code; throws if it is longer than any QR code can hold. */
export function encode(text: string, level: QRCodeErrorCorrectionLevel = 'L'): QrModules {
  // A screen is neither dirty nor torn: the lowest level leaves the fewest and so the largest modules. In the bench it is
  // read most of all; level M is ahead only where a lamp is reflected.
  // Bytes, since a search for a shorter mix of modes takes as long as all the rest and finds none in keys and signatures.
  const data = new TextEncoder().encode(text);
  const { modules } = create([{ data, mode: 'byte' }], { errorCorrectionLevel: level });
  return { size: modules.size, isDark: (x, y) => modules.get(y, x) !== 0 };
}
