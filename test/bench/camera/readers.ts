import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { scanGrayBuffer } from '@undecaf/zbar-wasm';
import jsQR from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Gray } from './picture';

// By default, it would load its program from the network.
const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
const wasmBinary = Uint8Array.from(await readFile(wasm)).buffer;
prepareZXingModule({ overrides: { wasmBinary } });

/** The readers, in the order of the report. */
export const readerNames = ['ZXing-C++', 'jsQR', 'ZBar'] as const;

/** The name of a reader. */
export type ReaderName = (typeof readerNames)[number];

/** Looks for the text of a QR code in a picture. Looks for a white code on black if `invert` is set. */
type Reader = (
  gray: Gray,
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
  // ZBar has no option for inverted codes and can’t read them.
  ZBar: async ({ width, height, pixels }, _, invert) => {
    if (invert) return undefined;
    const [found] = await scanGrayBuffer(Uint8Array.from(pixels).buffer, width, height);
    return found?.decode();
  },
};

/** Whether a reader finds the text in a picture, as a dark code on a light background. */
export async function canRead(name: ReaderName, gray: Gray, text: string): Promise<boolean> {
  return (await readers[name](gray, rgbaOf(gray), false)) === text;
}

/** The readers that found the text in a picture. */
export interface Reading {
  /** Without looking for a white code on black, as a fast scanner does. */
  readonly plain: readonly ReaderName[];
  /** With all options that each reader offers. */
  readonly best: readonly ReaderName[];
}

/** Lets all readers look for the text in a picture. They only look for a white code on black if `inverted` is set. */
export async function readAll(gray: Gray, text: string, inverted: boolean): Promise<Reading> {
  const rgba = rgbaOf(gray);
  const plain: ReaderName[] = [];
  const best: ReaderName[] = [];
  for (const name of readerNames) {
    if ((await readers[name](gray, rgba, false)) === text) {
      plain.push(name);
      best.push(name);
    } else if (inverted && (await readers[name](gray, rgba, true)) === text) best.push(name);
  }
  return { plain, best };
}

function rgbaOf({ pixels }: Gray): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) words[i] = ((pixels[i] ?? 0) * 0x010101) | 0xff000000;
  return new Uint8ClampedArray(words.buffer);
}
