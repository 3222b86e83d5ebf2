import type Mocha from 'mocha';
import type { Counts } from './counts';

/** Runs what was added to Mocha, to its end; a hook that failed counts as a failure. */
export async function runMocha(mocha: Mocha): Promise<Counts> {
  return await new Promise((resolve, reject) => {
    const failures: string[] = [];
    const runner = mocha.run(() => {
      if (runner.stats) resolve({ passed: runner.stats.passes, failures });
      else reject(new Error('Mocha kept no count.'));
    });
    runner.on('fail', (test) => failures.push(test.fullTitle()));
  });
}
