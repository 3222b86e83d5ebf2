import type { Gray } from './picture';

/** A picture in amounts of light, where 1 is the screen’s white. Optics mixes light, not gray values. */
export interface Light {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** The light of each sRGB gray value. Source: IEC 61966-2-1. */
const lightOf = Float32Array.from({ length: 256 }, (_, gray) => {
  const coded = gray / 255;
  return coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4;
});

/** The number of steps for the conversion from light to gray values. */
const steps = 4_096;
const grayOf = Float32Array.from({ length: steps + 1 }, (_, shade) => {
  const light = shade / steps;
  return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);
});

/** The light of a gray value. */
export function lightFor(gray: number): number {
  return lightOf[gray] ?? 0;
}

/** The gray value of an amount of light, not rounded. More than 1 counts as 1. */
export function grayFor(light: number): number {
  return grayOf[Math.round(Math.min(Math.max(light, 0), 1) * steps)] ?? 0;
}

/** The light of a picture. */
export function toLight({ width, height, pixels }: Gray): Light {
  const light = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) light[i] = lightFor(pixels[i] ?? 0);
  return { width, height, pixels: light };
}

/** Halves the size. Each pixel is the mean of four. */
export function halved({ width, height, pixels }: Light): Light {
  const half = { width: width >> 1, height: height >> 1 };
  const light = new Float32Array(half.width * half.height);
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const at = 2 * y * width + 2 * x;
      const above = (pixels[at] ?? 0) + (pixels[at + 1] ?? 0);
      const below = (pixels[at + width] ?? 0) + (pixels[at + width + 1] ?? 0);
      light[y * half.width + x] = (above + below) / 4;
    }
  }
  return { ...half, pixels: light };
}
