import type Mocha from 'mocha';
import type { Counts } from './counts';
import { failureLine } from './counts';

/** Runs what was added to Mocha, to its end; a hook that failed counts as a failure. */
export async function runMocha(mocha: Mocha): Promise<Counts> {
  return await new Promise((resolve, reject) => {
    const failures: string[] = [];
    const runner = mocha.run(() => {
      if (runner.stats) resolve({ passed: runner.stats.passes, failures });
      else reject(new Error('Mocha kept no count.'));
    });
    runner.on('fail', (test, error: unknown) => {
      failures.push(failureLine(test.fullTitle(), error instanceof Error ? error.message : String(error)));
    });
  });
}
