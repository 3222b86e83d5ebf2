import sharp from 'sharp';
import { readCode } from '../../outside/readers';

/** The value that an independent reader finds in a picture of a code. Undefined if it finds none. */
export async function readSvg(svg: string): Promise<string | undefined> {
  const picture = sharp(Buffer.from(svg)).resize(600, 600, { kernel: 'nearest' });
  const png = await picture.flatten({ background: '#fff' }).ensureAlpha().png().toBuffer();
  return (await readCode(png)).zxing;
}
