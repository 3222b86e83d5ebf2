import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestOptions } from '@vscode/test-electron';
import { TestRunFailedError, runTests } from '@vscode/test-electron';
import * as v from 'valibot';
import { Counts } from '../run/counts';
import { HumanError } from './humanerror';
import { makeTemporaryFolder } from './temporaryfolder';

/** The VS Code that runs the suites. */
export type Editor = Pick<TestOptions, 'vscodeExecutablePath' | 'launchArgs'>;

/** Runs the built suites of test/host in the extension host of that VS Code. */
export async function runHostSuite(editor: Editor): Promise<Counts> {
  const folder = await makeTemporaryFolder('pair-whatsapp-');
  const file = path.join(folder.path, 'counts.json');
  try {
    await runTests({
      ...editor,
      extensionDevelopmentPath: process.cwd(),
      extensionTestsPath: path.resolve('out/test/host/index.js'),
      extensionTestsEnv: { PAIR_WHATSAPP_TEST_COUNTS: file },
    });
    return await readCounts(file);
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    // Failed tests are counted. Anything else that ends the run is not.
    const counts = await readCounts(file);
    if (counts.failures.length === 0) throw error;
    return counts;
  } finally {
    await folder.dispose();
  }
}

async function readCounts(file: string): Promise<Counts> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new HumanError('VS Code ended before its test suites finished. Its output is above.', {
      cause: error,
    });
  }
  return v.parse(Counts, JSON.parse(text));
}
