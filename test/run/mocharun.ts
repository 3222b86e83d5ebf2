import type Mocha from 'mocha';
import type { Counts } from './counts';
import { failureLine } from './counts';

/** Runs everything that was added to Mocha; a failed hook counts as a failure. */
export async function runMocha(mocha: Mocha): Promise<Counts> {
  return await new Promise((resolve, reject) => {
    const failures: string[] = [];
    const runner = mocha.run(() => {
      if (runner.stats) resolve({ passed: runner.stats.passes, failures });
      else reject(new Error('Mocha returned no statistics.'));
    });
    runner.on('fail', (test, error: unknown) => {
      failures.push(failureLine(test.fullTitle(), error instanceof Error ? error.message : String(error)));
    });
  });
}
