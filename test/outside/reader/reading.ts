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
export async function readPicture(png: Buffer): Promise<Readings> {
  const [found] = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] });
  const picture = PNG.sync.read(png);
  return {
    zxing: found?.isValid ? found.text : undefined,
    jsqr: readJsqr(picture) ?? readJsqr(doubled(picture)),
  };
}

type Picture = Pick<PNG, 'data' | 'width' | 'height'>;

function readJsqr({ data, width, height }: Picture): string | undefined {
  const seen = jsQR(new Uint8ClampedArray(data), width, height);
  // Now and then jsQR mistakes letters for an empty code.
  return seen?.data === '' ? undefined : seen?.data;
}

/** The picture at twice its size: letters near a code can lead jsQR astray at one size, but hardly at two. */
function doubled({ data, width, height }: Picture): Picture {
  const pixels = new Uint32Array(new Uint8Array(data).buffer);
  const large = new Uint32Array(pixels.length * 4);
  for (let y = 0; y < height * 2; y++)
    for (let x = 0; x < width * 2; x++) large[y * width * 2 + x] = pixels[(y >> 1) * width + (x >> 1)] ?? 0;
  return { data: Buffer.from(large.buffer), width: width * 2, height: height * 2 };
}
