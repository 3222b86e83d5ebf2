import type { QRCodeErrorCorrectionLevel } from 'qrcode';
import { create } from 'qrcode';
import type { QrModules } from './modules';

/** Encodes a text as a QR code; throws if the text is too long for any QR code. */
export function encode(text: string, level: QRCodeErrorCorrectionLevel = 'L'): QrModules {
  // A screen is neither dirty nor torn, so the default is the lowest level: it has the fewest and largest modules. In the
  // bench, phones read it best; level M is better only when a lamp is reflected in the screen.
  // Byte mode: a search for a shorter mix of modes takes as long as everything else and finds none in keys and signatures.
  const data = new TextEncoder().encode(text);
  const { modules } = create([{ data, mode: 'byte' }], { errorCorrectionLevel: level });
  return { size: modules.size, isDark: (x, y) => modules.get(y, x) !== 0 };
}
