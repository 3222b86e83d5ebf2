import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

// By itself it would fetch its program from the network.
const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
const wasmBinary = Uint8Array.from(await readFile(wasm)).buffer;
prepareZXingModule({ overrides: { wasmBinary } });

/** What two QR readers that are not ours make of a picture; undefined for one that finds no code. */
export interface Readings {
  readonly zxing: string | undefined;
  readonly jsqr: string | undefined;
}

/** Reads the QR code in a PNG. */
export async function readCode(png: Buffer): Promise<Readings> {
  const [found] = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] });
  const { data, width, height } = PNG.sync.read(png);
  const seen = jsQR(new Uint8ClampedArray(data), width, height);
  // Now and then jsQR takes letters for a code with nothing in it.
  return { zxing: found?.isValid ? found.text : undefined, jsqr: seen?.data === '' ? undefined : seen?.data };
}
