import type { CDPSession } from 'playwright-core';
import sharp from 'sharp';
import type { Area, Picture } from './picture';
import { edgeGrey } from './picture';

/** Playwright's own screenshots know nothing of a pixel ratio that was changed later: what a page shows in an area, with the code in another; both in CSS pixels of the page. */
export async function takePicture(
  session: CDPSession,
  clip: Area,
  code: Area,
  ratio: number,
): Promise<Picture> {
  const png = await session.send('Page.captureScreenshot', { format: 'png', clip: { ...clip, scale: 1 } });
  // By luminance, as a camera's own grey picture is.
  const { data, info } = await sharp(Buffer.from(png.data, 'base64'))
    .removeAlpha()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const grey = { width: info.width, height: info.height, pixels: new Uint8Array(data) };
  return {
    ...grey,
    ratio,
    // Past the line that a theme with high contrast draws around what has the focus.
    surround: edgeGrey(grey, Math.ceil(4 * ratio)),
    code: {
      x: (code.x - clip.x) * ratio,
      y: (code.y - clip.y) * ratio,
      width: code.width * ratio,
      height: code.height * ratio,
    },
  };
}
