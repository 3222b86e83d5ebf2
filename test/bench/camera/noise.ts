/** The number of different values. More would not change the results. */
const size = 1 << 16;

/** Converts uniformly distributed numbers to normally distributed ones (Box–Muller) with a deviation of 1. */
export function normalNoise(random: () => number): () => number {
  // All seeds share one table of values. The seed decides their order.
  let state = Math.floor(random() * 2 ** 32) | 1;
  return () => {
    // xorshift needs only a few operations per pixel.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return table[state & (size - 1)] ?? 0;
  };
}

const table = Float32Array.from({ length: size }, (_, i) => {
  const share = ((i * 40_503) % size) / size;
  const radius = Math.sqrt(-2 * Math.log((i + 0.5) / size));
  return radius * Math.cos(2 * Math.PI * share);
});
