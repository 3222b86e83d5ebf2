import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { runMocha } from '../run/mocharun';
import { firstLine } from '../vscode/firstline';

const timeout = 20_000;

/** Runs every suite next to this file in the extension host; rejects if a test fails. */
export async function run(): Promise<void> {
  console.log(firstLine + vscode.version);
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout, forbidOnly: true, forbidPending: true });
  const names = await readdir(__dirname, { recursive: true });
  const suites = names.filter((name) => name.endsWith('.test.js')).sort();
  if (suites.length === 0) throw new Error(`There is no suite in ${__dirname}.`);
  for (const suite of suites) mocha.addFile(path.join(__dirname, suite));

  const counts = await runMocha(mocha);
  const file = process.env['PAIR_WHATSAPP_TEST_COUNTS'];
  if (file !== undefined) await writeFile(file, JSON.stringify(counts));
  const failed = counts.failures.length;
  if (failed > 0) throw new Error(`${failed} of ${counts.passed + failed} tests failed.`);
}
