/**
 * Milliseconds passed since now. The monotonic clock stands still while the machine sleeps, the wall clock can be set
 * by hand: the one that went further counts, so that a code is covered too early rather than too late.
 */
export function stopwatch(): () => number {
  const wall = Date.now();
  const monotonic = performance.now();
  return () => Math.max(Date.now() - wall, performance.now() - monotonic);
}
