import type { Grey } from './picture';

/** A picture in amounts of light, of which 1 is the screen's white: optics mixes light, not grey values. */
export interface Light {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** The light of each sRGB-coded grey value. Source: IEC 61966-2-1. */
const lightOf = Float32Array.from({ length: 256 }, (_, grey) => {
  const coded = grey / 255;
  return coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4;
});

/** How finely light is told apart when it is coded again. */
const shades = 4_096;
const codeOf = Float32Array.from({ length: shades + 1 }, (_, shade) => {
  const light = shade / shades;
  return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);
});

/** The light that a grey value stands for. */
export function lightFor(grey: number): number {
  return lightOf[grey] ?? 0;
}

/** The grey value, not rounded, that stands for an amount of light; more than 1 can't be told from 1. */
export function greyFor(light: number): number {
  return codeOf[Math.round(Math.min(Math.max(light, 0), 1) * shades)] ?? 0;
}

/** The light of a picture. */
export function toLight({ width, height, pixels }: Grey): Light {
  const light = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) light[i] = lightFor(pixels[i] ?? 0);
  return { width, height, pixels: light };
}

/** The same at half the size: each pixel is the mean of four. */
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
