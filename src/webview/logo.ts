import { canvas } from './styled';

/** Edge of the logo's picture in pixels: sharp on a large panel. */
const edge = 512;

/**
 * A logo as pixels in a square; rejects if it is damaged. What was read back is then what is shown: an SVG could move or
 * look different in a dark theme.
 */
export async function stillLogo(
  uri: string,
): Promise<{ readonly image: HTMLCanvasElement; readonly uri: string }> {
  const image = new Image();
  image.src = uri;
  await image.decode();
  // An SVG need not have a size of its own.
  const [width, height] = [image.naturalWidth || 1, image.naturalHeight || 1];
  const scale = edge / Math.max(width, height);
  const { surface, brush } = canvas(edge);
  const [across, down] = [width * scale, height * scale];
  brush.drawImage(image, (edge - across) / 2, (edge - down) / 2, across, down);
  return { image: surface, uri: surface.toDataURL('image/png') };
}
