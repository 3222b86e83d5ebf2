import type { Gray } from './finderpattern';
import { canvas } from './drawing';

/** Width of the logo's picture in pixels: sharp on a large panel. */
const edge = 512;

/** A logo as a square of pixels on its background. */
export interface Logo {
  readonly image: HTMLCanvasElement;
  /** The same as a data URI of a PNG. */
  readonly uri: string;
  readonly gray: Gray;
}

/**
 * The logo as it looks now. Rejects if it is damaged. The page shows this picture, since it is the one that the reader has read:
 * an SVG may move, or look different in a dark theme.
 */
export async function stillLogo(uri: string, background: string): Promise<Logo> {
  const image = new Image();
  image.src = uri;
  await image.decode();
  // An SVG may have no size.
  const [width, height] = [image.naturalWidth || 1, image.naturalHeight || 1];
  const scale = edge / Math.max(width, height);
  const { surface, brush } = canvas(edge);
  brush.fillStyle = background;
  brush.fillRect(0, 0, edge, edge);
  const [across, down] = [width * scale, height * scale];
  brush.drawImage(image, (edge - across) / 2, (edge - down) / 2, across, down);
  const { data } = brush.getImageData(0, 0, edge, edge);
  return { image: surface, uri: surface.toDataURL('image/png'), gray: { edge, at } };

  /** The luma, as readers use it. Source: ITU-R BT.709. */
  function at(x: number, y: number): number {
    const start = (y * edge + x) * 4;
    const [red = 0, green = 0, blue = 0] = data.subarray(start, start + 3);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
}
