import { execa } from 'execa';
import type { Counts } from './counts';

/** Runs a script of the package, and prints its output when it ends; it counts as one test. */
export async function script(name: string): Promise<Counts> {
  const { exitCode, all } = await execa('npm', ['run', '--silent', name], {
    reject: false,
    stdin: 'ignore',
    all: true,
  });
  if (all !== '') console.log(all);
  return exitCode === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [`npm run ${name}`] };
}
