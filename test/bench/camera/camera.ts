import sharp from 'sharp';
import { seededRandom } from '../../gateway/clock';
import { blur } from './blur';
import type { Conditions } from './conditions';
import { inverse, projection } from './homography';
import type { Light } from './light';
import { grayFor, halved, lightFor, toLight } from './light';
import { normalNoise } from './noise';
import type { Gray, Picture } from './picture';
import { project } from './projection';

/** Edge of the camera’s picture in pixels. A scanner cuts this square out of 1280 × 720. */
export const frameSize = 720;
/** In pixels. 1280 of them span 65°, as in a phone’s main camera (26 mm, 35 mm equivalent). */
export const focalLength = 1_000;
/** The size of a CSS pixel: 1/96 inch. */
const mmPerCssPixel = 25.4 / 96;
/** The maximum share of the picture’s edge for the code. The phone moves back until the code fits. */
const maxShare = 0.75;
/** The sensor’s value for the screen’s white, and for its black with the light of the room on it. */
const exposure = 0.85;
const ambientLight = 0.012;
/** Light in the middle of a lamp’s reflection. It is brighter than the screen’s white. */
const lampLight = 1.3;

/** A picture in full size, half size, quarter size and so on. */
export type Pyramid = readonly Light[];

/** Prepares a picture, so that photographs of it are fast. */
export function pyramidOf(picture: Picture): Pyramid {
  const pyramid = [toLight(picture)];
  for (let last = pyramid[0]; last && last.width > 64 && last.height > 64; last = pyramid.at(-1)) {
    pyramid.push(halved(last));
  }
  return pyramid;
}

/** A phone camera’s photograph of a screen. */
export async function photograph(
  picture: Picture,
  levels: Pyramid,
  conditions: Conditions,
  seed: number,
): Promise<Gray> {
  const random = seededRandom(seed);
  const sign = (): number => (random() < 0.5 ? -1 : 1);
  const pose = {
    distance: distanceTo(picture, conditions.distance),
    tilt: conditions.tilt,
    tiltAxis: 360 * random(),
    rotation: sign() * conditions.rotation,
  };
  // A person doesn’t aim with pixel precision.
  const aimError = { x: random() - 0.5, y: random() - 0.5 };
  const glarePosition = { x: random(), y: random() };
  const toScreen = inverse(projection(pose, focalLength));
  const mmPerPixel = mmPerCssPixel / picture.ratio;
  const density = pose.distance / focalLength / mmPerPixel;
  const level = Math.min(Math.max(Math.floor(Math.log2(density)), 0), levels.length - 1);
  const light = levels[level] ?? toLight(picture);
  const { x, y, width, height } = picture.code;
  const scene = project({
    light,
    surround: lightFor(picture.surround),
    pixelsPerMm: 1 / mmPerPixel / 2 ** level,
    center: { x: (x + width / 2) / 2 ** level, y: (y + height / 2) / 2 ** level },
    toScreen,
    frame: frameSize,
    aimError,
    // One bilinear sample covers slightly more than a pixel.
    samplesPerEdge: density / 2 ** level > 1.3 ? 2 : 1,
    glare: {
      x: (glarePosition.x - 0.5) * width * mmPerPixel,
      y: (glarePosition.y - 0.5) * height * mmPerPixel,
      radius: conditions.glare,
      light: lampLight,
    },
  });
  return await develop(blur(scene, conditions.blur), conditions, random);
}

/** The distance from the phone to the screen, in mm. */
export function distanceTo({ code, ratio }: Picture, wanted: number): number {
  const edge = (Math.max(code.width, code.height) / ratio) * mmPerCssPixel;
  return Math.max(wanted, (focalLength * edge) / (maxShare * frameSize));
}

/** Converts light into the picture of the sensor and the encoder. */
async function develop(
  { width, height, pixels }: Light,
  { noise, contrast, jpeg }: Conditions,
  random: () => number,
): Promise<Gray> {
  const gauss = normalNoise(random);
  const exposed = new Uint8ClampedArray(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const gray = grayFor((pixels[i] ?? 0) * exposure + ambientLight);
    exposed[i] = 128 + (gray - 128) * contrast + noise * gauss();
  }
  const raw = { width, height, channels: 1 } as const;
  const file = await sharp(new Uint8Array(exposed.buffer), { raw }).jpeg({ quality: jpeg }).toBuffer();
  const decoded = await sharp(file).extractChannel(0).raw().toBuffer();
  return { width, height, pixels: new Uint8Array(decoded) };
}
