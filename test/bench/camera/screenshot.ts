import type { CDPSession } from 'playwright-core';
import sharp from 'sharp';
import type { Area, Picture } from './picture';
import { edgeGray } from './picture';

/** Takes a picture of an area of a page, which contains the code. Both areas are in CSS pixels of the page. Playwright’s own screenshots ignore a pixel ratio that was changed later. */
export async function takePicture(
  session: CDPSession,
  clip: Area,
  code: Area,
  ratio: number,
): Promise<Picture> {
  const png = await session.send('Page.captureScreenshot', { format: 'png', clip: { ...clip, scale: 1 } });
  // By luminance, like the gray picture of a camera.
  const { data, info } = await sharp(Buffer.from(png.data, 'base64'))
    .removeAlpha()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const gray = { width: info.width, height: info.height, pixels: new Uint8Array(data) };
  return {
    ...gray,
    ratio,
    // Inside the line that a high-contrast theme draws around the focused element.
    surround: edgeGray(gray, Math.ceil(4 * ratio)),
    code: {
      x: (code.x - clip.x) * ratio,
      y: (code.y - clip.y) * ratio,
      width: code.width * ratio,
      height: code.height * ratio,
    },
  };
}
