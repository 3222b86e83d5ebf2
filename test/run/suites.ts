import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Mocha from 'mocha';
import type { Counts } from './counts';
import { runMocha } from './mocharun';

/** Runs every built suite in these folders, in this process. */
export async function suites(folders: readonly string[], timeout: number): Promise<Counts> {
  const files = await Promise.all(folders.map(suitesIn));
  return await runFiles(files.flat(), timeout);
}

/** The built suites in a folder. */
export async function suitesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  const found = names.filter((name) => name.endsWith('.test.mjs')).sort();
  if (found.length === 0) throw new Error(`There is no suite in ${folder}.`);
  return found.map((name) => path.join(folder, name));
}

/** Runs these built suites, in this process. */
export async function runFiles(files: readonly string[], timeout: number): Promise<Counts> {
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout, forbidOnly: true, forbidPending: true });
  for (const file of files) mocha.addFile(path.resolve(file));
  await mocha.loadFilesAsync();
  return await runMocha(mocha);
}
