import { execa } from 'execa';
import * as v from 'valibot';
import { Counts } from './counts';
import type { PoolSize } from './pool';
import { runPool } from './pool';

/** A program in out/test that sends its counts when it has finished. */
export interface Child {
  readonly name: string;
  /** Its folder in out/test. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs programs in their own processes, in order; prints the output of each when it ends. */
export async function sideBySide(children: readonly Child[], atOnce: PoolSize): Promise<readonly Counts[]> {
  return await runPool(
    children.map((child) => () => run(child)),
    atOnce,
  );
}

/** Runs programs one after the other. */
export async function inARow(children: readonly Child[]): Promise<readonly Counts[]> {
  return await sideBySide(children, { min: 1, max: 1 });
}

async function run({ name, program, args = [], env = {} }: Child): Promise<Counts> {
  const child = execa(process.execPath, [`out/test/${program}/main.mjs`, ...args], {
    env,
    ipc: true,
    all: true,
    reject: false,
  });
  console.log(`  ${name}: running …`);
  const { all, ipcOutput, exitCode, durationMs } = await child;
  console.log(all);
  const sent = v.safeParse(Counts, ipcOutput.at(-1));
  const counts =
    sent.success && (exitCode === 0 || sent.output.failures.length > 0)
      ? sent.output
      : { passed: 0, failures: [`${name}: ended without reporting its counts`] };
  const { passed, failures } = counts;
  const seconds = Math.round(durationMs / 1_000);
  console.log(`  ${name}: ${passed} passed, ${failures.length} failed in ${seconds} s`);
  return counts;
}
