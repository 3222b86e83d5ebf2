import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { opening } from '../vscode/opening';

const timeout = 20_000;

/** Called in the extension host: runs every suite beside this file; rejects when a test fails. */
export async function run(): Promise<void> {
  console.log(opening + vscode.version);
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout, forbidOnly: true, forbidPending: true });
  const names = await readdir(__dirname, { recursive: true });
  const suites = names.filter((name) => name.endsWith('.test.js')).sort();
  if (suites.length === 0) throw new Error(`There is no suite in ${__dirname}.`);
  for (const suite of suites) mocha.addFile(path.join(__dirname, suite));

  const { passes, failures } = await new Promise<Mocha.Stats>((resolve, reject) => {
    const runner = mocha.run(() => {
      if (runner.stats) resolve(runner.stats);
      else reject(new Error('Mocha kept no count.'));
    });
  });
  const file = process.env['PAIR_WHATSAPP_TEST_COUNTS'];
  if (file !== undefined) await writeFile(file, JSON.stringify({ passed: passes, failed: failures }));
  if (failures > 0) throw new Error(`${failures} of ${passes + failures} tests failed.`);
}
