/**
 * Milliseconds passed since so many before now. The monotonic clock stands still while the machine sleeps, the wall clock can be set
 * by hand: the one that went further counts, so that a code is covered too early rather than too late.
 */
export function stopwatch(before: number): () => number {
  const wall = Date.now() - before;
  const monotonic = performance.now() - before;
  return () => Math.max(Date.now() - wall, performance.now() - monotonic);
}
