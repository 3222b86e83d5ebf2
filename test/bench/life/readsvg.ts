import sharp from 'sharp';
import { readCode } from '../../outside/readers';

/** What a reader that isn't ours finds in the picture of a code; undefined if it finds none. */
export async function readSvg(svg: string): Promise<string | undefined> {
  const picture = sharp(Buffer.from(svg)).resize(600, 600, { kernel: 'nearest' });
  const png = await picture.flatten({ background: '#fff' }).ensureAlpha().png().toBuffer();
  return (await readCode(png)).zxing;
}
