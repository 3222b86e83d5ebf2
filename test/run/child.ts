import { execa } from 'execa';
import * as v from 'valibot';
import { limiter } from '../faults/concurrency';
import { Counts } from './counts';

/** A program in out/test that sends its counts when it has finished. */
export interface Child {
  readonly name: string;
  /** Its folder in out/test. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs programs in their own processes, so many at once, in order; prints the output of each when it ends. */
export async function sideBySide(children: readonly Child[], atOnce: number): Promise<readonly Counts[]> {
  const limit = limiter(atOnce);
  return await Promise.all(children.map((child) => limit(() => run(child))));
}

async function run({ name, program, args = [], env = {} }: Child): Promise<Counts> {
  const child = execa(process.execPath, [`out/test/${program}/main.mjs`, ...args], {
    env,
    ipc: true,
    all: true,
    reject: false,
  });
  console.log(`  ${name}: running …`);
  const { all, ipcOutput, exitCode } = await child;
  console.log(all);
  const counts = v.safeParse(Counts, ipcOutput.at(-1));
  return counts.success && (exitCode === 0 || counts.output.failures.length > 0)
    ? counts.output
    : { passed: 0, failures: [`${name}: ended without reporting its counts`] };
}
