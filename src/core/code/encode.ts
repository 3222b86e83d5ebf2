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
  return { size: modules.size, cells: Array.from(modules.data, (module) => (module ? '1' : '0')).join('') };
}

/** Number of characters in a QR code value of WhatsApp today. */
export const typicalLength = 240;

/** How often encoding has to run before it is compiled as far as it gets. */
const warmUps = 6;

/** Encodes for nothing, with pauses for others: until it is compiled, it takes ten times as long. */
export async function warmUp(pause: () => Promise<void>): Promise<void> {
  for (let times = 0; times < warmUps; times++) {
    encode('@'.repeat(typicalLength));
    await pause();
  }
}

/** Encodes the codes of one surface, which shows the same code many times. */
export class Encoder {
  #last: { readonly value: string; readonly modules: QrModules } | undefined;

  /** The modules of a code; undefined if there is none. */
  encode(value: string | undefined): QrModules | undefined {
    if (value === undefined) this.#last = undefined;
    else if (this.#last?.value !== value) this.#last = { value, modules: encode(value) };
    return this.#last?.modules;
  }
}
