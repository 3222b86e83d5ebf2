import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

// By default it would download its program.
const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
const wasmBinary = Uint8Array.from(await readFile(wasm)).buffer;
prepareZXingModule({ overrides: { wasmBinary } });

/** What two independent QR readers find in a picture; undefined if a reader finds no code. */
export interface Readings {
  readonly zxing: string | undefined;
  readonly jsqr: string | undefined;
}

/** Reads the QR code in a PNG. */
export async function readCode(png: Buffer): Promise<Readings> {
  const [found] = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] });
  const { data, width, height } = PNG.sync.read(png);
  const seen = jsQR(new Uint8ClampedArray(data), width, height);
  // Now and then jsQR mistakes letters for an empty code.
  return { zxing: found?.isValid ? found.text : undefined, jsqr: seen?.data === '' ? undefined : seen?.data };
}
