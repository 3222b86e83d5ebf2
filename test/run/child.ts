import { execa } from 'execa';
import * as v from 'valibot';
import { Counts } from './counts';

/** A program in out/test that sends its counts when it has finished. */
export interface Child {
  readonly name: string;
  /** Its folder in out/test. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs programs in parallel, each in its own process, since they mostly wait; prints the output of each when it ends. */
export async function sideBySide(children: readonly Child[]): Promise<readonly Counts[]> {
  return await Promise.all(children.map(run));
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
