import type { Light } from './light';

/** Applies a Gaussian blur with a standard deviation in pixels. Pixels beyond the edge are like those at the edge. */
export function blur(light: Light, sigma: number): Light {
  if (sigma <= 0) return light;
  const kernel = gaussian(sigma);
  const { width, height, pixels } = light;
  const horizontal = new Float32Array(pixels.length);
  for (let y = 0; y < height; y++) convolve(pixels, horizontal, y * width, 1, width, kernel);
  const result = new Float32Array(pixels.length);
  for (let x = 0; x < width; x++) convolve(horizontal, result, x, width, height, kernel);
  return { width, height, pixels: result };
}

/** One half of the bell curve, starting with its middle. The whole curve sums to 1. */
function gaussian(sigma: number): Float32Array {
  const half = Float32Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, i) =>
    Math.exp(-(i * i) / (2 * sigma * sigma)),
  );
  const sum = half.reduce((total, weight, i) => total + (i === 0 ? weight : 2 * weight), 0);
  return half.map((weight) => weight / sum);
}

function convolve(
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
