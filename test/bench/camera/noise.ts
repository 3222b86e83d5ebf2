/** So many different values are as good as endlessly many, and quicker. */
const size = 1 << 16;

/** Normally distributed numbers (Box–Muller) with a deviation of 1, out of evenly distributed ones. */
export function normal(random: () => number): () => number {
  // One table for all, as its values are the same for every seed; the seed decides their order.
  let state = Math.floor(random() * 2 ** 32) | 1;
  return () => {
    // xorshift: a few operations for each pixel.
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
