import path from 'node:path';
import { editionNames } from '../vscode/edition';
import { runHostSuite } from '../vscode/hostsuite';
import { install } from '../vscode/install';
import type { Counts } from './counts';
import { sum } from './counts';

const launcher = path.resolve('out/test/vscode/launcher/main.mjs');

/** Runs the suites of test/host in the extension host of the oldest and the newest VS Code. */
export async function hostSuites(): Promise<Counts> {
  const all: Counts[] = [];
  for (const { edition, version } of await install(editionNames)) {
    console.log(`\nIn VS Code ${version}, the ${edition.name}:`);
    const launchArgs = [launcher, `--edition=${edition.name}`];
    all.push(await runHostSuite({ vscodeExecutablePath: process.execPath, launchArgs }));
  }
  return sum(all);
}
