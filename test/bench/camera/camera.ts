import sharp from 'sharp';
import { seededRandom } from '../../gateway/clock';
import { blurred } from './blur';
import type { Conditions } from './conditions';
import { inverse, view } from './homography';
import type { Light } from './light';
import { greyFor, halved, lightFor, toLight } from './light';
import { normal } from './noise';
import type { Grey, Picture } from './picture';
import { projected } from './projected';

/** Edge of the camera's picture, in pixels: the square that a scanner cuts out of 1280 × 720. */
export const frame = 720;
/** In pixels: 1280 of them span 65°, as a phone's main camera has it (26 mm of small-picture film). */
export const focalLength = 1_000;
/** What CSS calls a pixel: 1/96 inch. */
const mmPerCssPixel = 25.4 / 96;
/** Who holds the phone steps back until the code takes no more of the picture's edge than this. */
const largestShare = 0.75;
/** What the sensor makes of the screen's white, and of its black with the room's light on it. */
const exposure = 0.85;
const veil = 0.012;
/** Light at the middle of a lamp's reflection: more than the screen's white. */
const lamp = 1.3;

/** A picture prepared for the camera: itself, half, a quarter of it and so on. */
export type Levels = readonly Light[];

/** Prepares a picture, so that many photographs of it are quick. */
export function levelsOf(picture: Picture): Levels {
  const levels = [toLight(picture)];
  for (let last = levels[0]; last && last.width > 64 && last.height > 64; last = levels.at(-1)) {
    levels.push(halved(last));
  }
  return levels;
}

/** What a phone's camera sees of a screen. */
export async function photograph(
  picture: Picture,
  levels: Levels,
  conditions: Conditions,
  seed: number,
): Promise<Grey> {
  const random = seededRandom(seed);
  const sign = (): number => (random() < 0.5 ? -1 : 1);
  const pose = {
    distance: distanceTo(picture, conditions.distance),
    tilt: conditions.tilt,
    tiltAxis: 360 * random(),
    rotation: sign() * conditions.rotation,
  };
  // Nobody aims to the pixel.
  const aim = { x: random() - 0.5, y: random() - 0.5 };
  const shine = { x: random(), y: random() };
  const back = inverse(view(pose, focalLength));
  const mmPerPixel = mmPerCssPixel / picture.ratio;
  const density = pose.distance / focalLength / mmPerPixel;
  const level = Math.min(Math.max(Math.floor(Math.log2(density)), 0), levels.length - 1);
  const light = levels[level] ?? toLight(picture);
  const { x, y, width, height } = picture.code;
  const scene = projected({
    light,
    surround: lightFor(picture.surround),
    perMm: 1 / mmPerPixel / 2 ** level,
    centre: { x: (x + width / 2) / 2 ** level, y: (y + height / 2) / 2 ** level },
    back,
    frame,
    aim,
    // One bilinear sample covers a little more than a pixel.
    fineness: density / 2 ** level > 1.3 ? 2 : 1,
    glare: {
      x: (shine.x - 0.5) * width * mmPerPixel,
      y: (shine.y - 0.5) * height * mmPerPixel,
      radius: conditions.glare,
      light: lamp,
    },
  });
  return await developed(blurred(scene, conditions.blur), conditions, random);
}

/** From the phone to the screen, in mm. */
export function distanceTo({ code, ratio }: Picture, wanted: number): number {
  const edge = (Math.max(code.width, code.height) / ratio) * mmPerCssPixel;
  return Math.max(wanted, (focalLength * edge) / (largestShare * frame));
}

/** What the sensor and the encoder make of the light. */
async function developed(
  { width, height, pixels }: Light,
  { noise, contrast, jpeg }: Conditions,
  random: () => number,
): Promise<Grey> {
  const gauss = normal(random);
  const seen = new Uint8ClampedArray(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const grey = greyFor((pixels[i] ?? 0) * exposure + veil);
    seen[i] = 128 + (grey - 128) * contrast + noise * gauss();
  }
  const raw = { width, height, channels: 1 } as const;
  const file = await sharp(new Uint8Array(seen.buffer), { raw }).jpeg({ quality: jpeg }).toBuffer();
  const decoded = await sharp(file).extractChannel(0).raw().toBuffer();
  return { width, height, pixels: new Uint8Array(decoded) };
}
