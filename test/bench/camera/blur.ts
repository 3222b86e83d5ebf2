import type { Light } from './light';

/** Blurs by a Gaussian of that standard deviation, in pixels; beyond the edge it is as on the edge. */
export function blurred(light: Light, sigma: number): Light {
  if (sigma <= 0) return light;
  const kernel = gaussian(sigma);
  const { width, height, pixels } = light;
  const across = new Float32Array(pixels.length);
  for (let y = 0; y < height; y++) smear(pixels, across, y * width, 1, width, kernel);
  const both = new Float32Array(pixels.length);
  for (let x = 0; x < width; x++) smear(across, both, x, width, height, kernel);
  return { width, height, pixels: both };
}

/** One half of the bell with its middle first; all of it sums up to 1. */
function gaussian(sigma: number): Float32Array {
  const half = Float32Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, i) =>
    Math.exp(-(i * i) / (2 * sigma * sigma)),
  );
  const sum = half.reduce((total, weight, i) => total + (i === 0 ? weight : 2 * weight), 0);
  return half.map((weight) => weight / sum);
}

function smear(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  kernel: Float32Array,
): void {
  const reach = kernel.length - 1;
  const line = new Float32Array(length + 2 * reach);
  for (let i = 0; i < line.length; i++) {
    line[i] = from[start + step * Math.min(Math.max(i - reach, 0), length - 1)] ?? 0;
  }
  for (let i = 0; i < length; i++) {
    let sum = (line[i + reach] ?? 0) * (kernel[0] ?? 0);
    for (let k = 1; k <= reach; k++) {
      sum += ((line[i + reach - k] ?? 0) + (line[i + reach + k] ?? 0)) * (kernel[k] ?? 0);
    }
    to[start + i * step] = sum;
  }
}
