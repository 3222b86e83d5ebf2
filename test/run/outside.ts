import { execa } from 'execa';
import * as v from 'valibot';
import type { EditionName } from '../vscode/edition';
import { editionNames } from '../vscode/edition';
import { install } from '../vscode/install';
import type { Counts } from './counts';
import { sum } from './counts';

const Message = v.object({ passed: v.number(), failed: v.number() });

/** Runs the suites from outside on each VS Code in a process of its own, side by side: they mostly wait. */
export async function outside(): Promise<Counts> {
  await install(editionNames);
  return sum(await Promise.all(editionNames.map(runEdition)));
}

async function runEdition(edition: EditionName): Promise<Counts> {
  const child = execa(process.execPath, ['out/test/run/edition/main.mjs'], {
    env: { PAIR_WHATSAPP_EDITION: edition },
    ipc: true,
    all: true,
    reject: false,
  });
  console.log(`  ${edition}: running …`);
  const { all, ipcOutput, exitCode } = await child;
  console.log(all);
  const counts = v.safeParse(Message, ipcOutput[0]);
  return exitCode === 0 && counts.success ? counts.output : { passed: 0, failed: 1 };
}
