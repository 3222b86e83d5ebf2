import type { Child } from './child';
import type { Counts } from './counts';

/** If more programs failed than this, something is broken, and running them again would only take time. */
const maxAgain = 8;

/**
 * Runs the programs that failed beside others once more, alone: the processors may have been too busy for what a step waited for.
 * The second run counts. What failed only the first time is flaky. It is listed at the end of the run, so that somebody fixes it.
 */
export async function secondTry(
  children: readonly Child[],
  first: readonly Counts[],
  alone: (children: readonly Child[]) => Promise<readonly Counts[]>,
): Promise<readonly Counts[]> {
  const failed = first.flatMap(({ failures }, index) => (failures.length > 0 ? [index] : []));
  if (failed.length === 0 || failed.length > maxAgain) return first;
  const again = await alone(children.filter((_, index) => failed.includes(index)));
  return first.map((counts, index) => {
    const second = again[failed.indexOf(index)];
    if (!second) return counts;
    return second.failures.length > 0 ? second : { ...second, flaky: counts.failures };
  });
}
