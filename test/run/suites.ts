import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Mocha from 'mocha';
import type { Counts } from './counts';
import { runMocha } from './mocharun';

/** Runs every built suite in these folders, in this process. */
export async function suites(folders: readonly string[], timeout: number): Promise<Counts> {
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout, forbidOnly: true, forbidPending: true });
  for (const folder of folders) {
    const names = await readdir(folder, { recursive: true });
    const found = names.filter((name) => name.endsWith('.test.mjs')).sort();
    if (found.length === 0) throw new Error(`There is no suite in ${folder}.`);
    for (const name of found) mocha.addFile(path.resolve(folder, name));
  }
  await mocha.loadFilesAsync();
  return await runMocha(mocha);
}
