import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { HumanError } from './humanerror';
import { firstLine } from './firstline';

/** What the extension host loads, as absolute paths. */
export interface TestRun {
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
}

const timeLimit = 5 * 60 * 1_000;

/** A secret key of the size that an embedder's server would give the workbench. */
const secretKey = Buffer.alloc(32, 7);

/** Opens a workbench of the automation server that runs the suites; returns their exit code. */
export async function runInBrowser(page: Page, url: string, run: TestRun): Promise<number> {
  const { relay, preamble } = makeRelay();
  await page.route('**/mint-key', (route) => route.fulfill({ body: secretKey }));
  await page.exposeFunction('codeAutomationLog', relay);
  const remote = (file: string): string => `vscode-remote://${new URL(url).host}${file}`;
  const payload = Object.entries(run).map(([name, file]: [string, string]) => [name, remote(file)]);
  const query = `?ew=true&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  try {
    const [code] = await Promise.all([exitCode(page), page.goto(url + query)]);
    return code;
  } finally {
    for (const line of preamble()) console.error(line);
  }
}

function exitCode(page: Page): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      reject(new HumanError(reason));
    };
    const limit = setTimeout(
      fail,
      timeLimit,
      `The test suites did not finish within ${timeLimit / 60_000} minutes.`,
    );
    page.once('crash', () => {
      fail('The page of VS Code crashed.');
    });
    page.once('close', () => {
      clearTimeout(limit);
    });
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
}

/** Prints what the suites print. It holds back VS Code's earlier output, which matters only if the suites never start. */
function makeRelay() {
  let held: string[] | undefined = [];
  const relay = (_type: string, args: readonly unknown[]): void => {
    const line = format(...args);
    // VS Code cancels its own work when the window closes.
    if (line.startsWith('Canceled')) return;
    if (line.startsWith(firstLine)) held = undefined;
    if (held) held.push(line);
    else console.log(line);
  };
  return { relay, preamble: (): readonly string[] => held ?? [] };
}
