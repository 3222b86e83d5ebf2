import { availableParallelism, cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many jobs may run at once. */
export interface PoolSize {
  /** This many run even on a busy machine. */
  readonly min: number;
  readonly max: number;
}

/** How many windows are open at once: they wait for much of the time, but each needs a processor for seconds while it opens. */
export const windowPool: PoolSize = {
  min: availableParallelism(),
  max: Math.min(3 * availableParallelism(), 8),
};

/** Time between two looks at the processors, in ms. */
const interval = 1_000;
/** How long the processors must have had time to spare before one more job begins, in looks. */
const looks = 2;
/** The share of the processors' time that must be to spare. */
const spare = 0.2;

/**
 * Runs jobs in order, and as many at once as the machine has time for: with more, every one of them is slow, and what
 * happens on time elsewhere happens late here.
 */
export async function runPool<T>(
  jobs: readonly (() => Promise<T>)[],
  { min, max }: PoolSize,
  idle: () => Promise<number> = idleShare,
): Promise<readonly T[]> {
  const results: Promise<T>[] = [];
  const running = new Set<Promise<unknown>>();
  for (const job of jobs) {
    for (let idleLooks = 0; running.size >= min && idleLooks < looks;) {
      // A job that ends makes room at once.
      if (running.size >= max) await Promise.race(running);
      else idleLooks = (await idle()) >= spare ? idleLooks + 1 : 0;
    }
    const result = job();
    const ended = result.then(
      () => undefined,
      () => undefined,
    );
    running.add(ended);
    void ended.then(() => running.delete(ended));
    results.push(result);
  }
  return await Promise.all(results);
}

/** The share of the processors' time that was to spare during the next second. */
async function idleShare(): Promise<number> {
  const before = times();
  await sleep(interval);
  const after = times();
  return (after.idle - before.idle) / Math.max(after.all - before.all, 1);
}

function times(): { readonly idle: number; readonly all: number } {
  let [idle, all] = [0, 0];
  for (const { times: spent } of cpus()) {
    idle += spent.idle;
    all += spent.idle + spent.user + spent.nice + spent.sys + spent.irq;
  }
  return { idle, all };
}
