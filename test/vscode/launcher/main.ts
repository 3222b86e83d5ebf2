import path from 'node:path';
import { parseArgs } from 'node:util';
import { isEditionName } from '../edition';
import { runInBrowser } from '../automation';
import { launchBrowser } from '../browser';
import { HumanError, runProgram } from '../humanerror';
import { install } from '../install';
import { startServer } from '../server';

// Replaces the desktop program that @vscode/test-electron starts: it takes the same arguments and returns the exit code.
const { values } = parseArgs({
  options: {
    edition: { type: 'string' },
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
  },
  strict: false,
});

await runProgram(async () => {
  const { edition, extensionDevelopmentPath, extensionTestsPath } = values;
  if (typeof edition !== 'string' || !isEditionName(edition)) {
    throw new HumanError('--edition=oldest or --edition=newest is missing.');
  }
  if (typeof extensionDevelopmentPath !== 'string' || typeof extensionTestsPath !== 'string') {
    throw new HumanError('--extensionDevelopmentPath and --extensionTestsPath are missing.');
  }
  const [installation] = await install([edition]);
  if (!installation) throw new Error(`${edition} was not installed.`);
  const server = await startServer(installation, { kind: 'automation' });
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      return await runInBrowser(page, server.url, {
        extensionDevelopmentPath: path.resolve(extensionDevelopmentPath),
        extensionTestsPath: path.resolve(extensionTestsPath),
      });
    } finally {
      await browser.close();
    }
  } finally {
    await server.dispose();
  }
});
