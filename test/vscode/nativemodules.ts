import { access, copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import * as v from 'valibot';

/** Native modules that VS Code loads at its start, some without a binary in their package, and their stand-ins. */
const standIns = {
  argon2: 'argon2',
  '@vscode/spdlog': 'spdlog',
  '@vscode/native-watchdog': 'watchdog',
  'native-watchdog': 'watchdog',
} as const;

const Manifest = v.object({ main: v.string() });

/** Replaces native modules that don’t load, so that nothing has to be compiled; `node` is the program that will load them. */
export async function replaceNativeModules(node: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    for (const [name, standIn] of Object.entries(standIns)) {
      const place = path.join(folder, 'node_modules', name);
      if (!(await exists(place)) || (await loads(node, place))) continue;
      const { main } = v.parse(
        Manifest,
        JSON.parse(await readFile(path.join(place, 'package.json'), 'utf8')),
      );
      await copyFile(path.resolve(`out/test/vscode/standins/${standIn}.js`), path.join(place, main));
      if (!(await loads(node, place))) throw new Error(`The stand-in for ${name} doesn’t load.`);
    }
  }
}

async function loads(node: string, place: string): Promise<boolean> {
  const { failed } = await execa(node, ['--eval', 'require(process.argv[1])', place], { reject: false });
  return !failed;
}

async function exists(place: string): Promise<boolean> {
  try {
    await access(place);
    return true;
  } catch {
    return false;
  }
}
