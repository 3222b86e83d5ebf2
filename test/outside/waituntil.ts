/** How long a step may take if a test says nothing else, in ms: with other windows beside it, a window is slow. */
export const stepTimeout = 60_000;

/** Waits until a condition is true, checking it regularly; rejects if that takes longer than the timeout, in ms. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  timeout = stepTimeout,
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('The condition was not met in time.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
