import type { Homography } from './homography';
import type { Light } from './light';

/** Everything that the camera sees. */
export interface Scene {
  readonly light: Light;
  readonly surround: number;
  /** Pixels of `light` per mm of the screen. */
  readonly pixelsPerMm: number;
  /** The aimed point, in pixels of `light`. */
  readonly center: { readonly x: number; readonly y: number };
  /** From the camera’s pixels to mm on the screen. */
  readonly toScreen: Homography;
  /** Edge of the camera’s picture, in pixels. */
  readonly frame: number;
  /** How far the camera misses the aimed point, in its pixels. */
  readonly aimError: { readonly x: number; readonly y: number };
  /** Samples along each edge of a pixel. */
  readonly samplesPerEdge: 1 | 2;
  /** A reflection on the screen, in mm from the aimed point. */
  readonly glare: { readonly x: number; readonly y: number; readonly radius: number; readonly light: number };
}

/** The width of a reflection’s soft edge, as a share of its radius. */
const softness = 0.6;

/** The light on each pixel of the camera. */
export function project(scene: Scene): Light {
  const { frame, samplesPerEdge, aimError, toScreen, pixelsPerMm, center, glare } = scene;
  const [a, b, c, d, e, f, g, h, i] = toScreen;
  const pixels = new Float32Array(frame * frame);
  const lightAt = sampler(scene);
  const reach = glare.radius * (1 + softness);
  const part = 1 / samplesPerEdge;
  for (let at = 0; at < pixels.length; at++) {
    const column = (at % frame) - frame / 2 - aimError.x;
    const row = Math.floor(at / frame) - frame / 2 - aimError.y;
    let sum = 0;
    for (let y = row + part / 2; y < row + 1; y += part) {
      for (let x = column + part / 2; x < column + 1; x += part) {
        const w = 1 / (g * x + h * y + i);
        const across = (a * x + b * y + c) * w;
        const down = (d * x + e * y + f) * w;
        sum += lightAt(across * pixelsPerMm + center.x - 0.5, down * pixelsPerMm + center.y - 0.5);
        if (reach > 0) sum += lampAt(glare, across, down);
      }
    }
    pixels[at] = sum * part * part;
  }
  return { width: frame, height: frame, pixels };
}

/** The light of the lamp that a point of the screen reflects. */
function lampAt({ x, y, radius, light }: Scene['glare'], across: number, down: number): number {
  const distance = Math.sqrt((across - x) ** 2 + (down - y) ** 2);
  const fade = (distance - radius) / (softness * radius);
  if (fade <= 0) return light;
  if (fade >= 1) return 0;
  return light * (1 - fade * fade * (3 - 2 * fade));
}

/** Interpolates the light between pixels, bilinearly. */
function sampler({ light: { width, height, pixels }, surround }: Scene): (x: number, y: number) => number {
  return (x, y) => {
    if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) return surround;
    const [left, top] = [x | 0, y | 0];
    const [right, down] = [x - left, y - top];
    const at = top * width + left;
    const above = (pixels[at] ?? 0) * (1 - right) + (pixels[at + 1] ?? 0) * right;
    const below = (pixels[at + width] ?? 0) * (1 - right) + (pixels[at + width + 1] ?? 0) * right;
    return above * (1 - down) + below * down;
  };
}
