import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { scanGrayBuffer } from '@undecaf/zbar-wasm';
import jsQR from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Grey } from './picture';

// By itself it would fetch its program from the network.
const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
const wasmBinary = Uint8Array.from(await readFile(wasm)).buffer;
prepareZXingModule({ overrides: { wasmBinary } });

/** The readers, in the order in which they are told. */
export const readerNames = ['ZXing-C++', 'jsQR', 'ZBar'] as const;

/** One of them. */
export type ReaderName = (typeof readerNames)[number];

/** A way to look for the text of a QR code, for a code of that polarity. */
type Reader = (
  grey: Grey,
  rgba: Uint8ClampedArray<ArrayBuffer>,
  invert: boolean,
) => Promise<string | undefined>;

const readers: Record<ReaderName, Reader> = {
  'ZXing-C++': async ({ width, height }, rgba, invert) => {
    const picture = { data: rgba, width, height, colorSpace: 'srgb' } as ImageData;
    const [found] = await readBarcodes(picture, {
      formats: ['QRCode'],
      tryHarder: true,
      tryInvert: invert,
      maxNumberOfSymbols: 1,
    });
    return found?.isValid ? found.text : undefined;
  },
  jsQR: ({ width, height }, rgba, invert) => {
    const found = jsQR(rgba, width, height, { inversionAttempts: invert ? 'attemptBoth' : 'dontInvert' });
    return Promise.resolve(found?.data);
  },
  // It has no switch for inverted codes, and reads none.
  ZBar: async ({ width, height, pixels }, _, invert) => {
    if (invert) return undefined;
    const [found] = await scanGrayBuffer(Uint8Array.from(pixels).buffer, width, height);
    return found?.decode();
  },
};

/** Whether one reader finds the text in a picture, dark on light. */
export async function canRead(name: ReaderName, grey: Grey, text: string): Promise<boolean> {
  return (await readers[name](grey, rgbaOf(grey), false)) === text;
}

/** Who found the text in a picture. */
export interface Reading {
  /** Without looking for white on black, as a scanner in a hurry does. */
  readonly plain: readonly ReaderName[];
  /** With everything that each has to offer. */
  readonly best: readonly ReaderName[];
}

/** Asks all readers for the text of the code in a picture; for white on black only if `inverted`. */
export async function readAll(grey: Grey, text: string, inverted: boolean): Promise<Reading> {
  const rgba = rgbaOf(grey);
  const plain: ReaderName[] = [];
  const best: ReaderName[] = [];
  for (const name of readerNames) {
    if ((await readers[name](grey, rgba, false)) === text) {
      plain.push(name);
      best.push(name);
    } else if (inverted && (await readers[name](grey, rgba, true)) === text) best.push(name);
  }
  return { plain, best };
}

function rgbaOf({ pixels }: Grey): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) words[i] = ((pixels[i] ?? 0) * 0x010101) | 0xff000000;
  return new Uint8ClampedArray(words.buffer);
}
