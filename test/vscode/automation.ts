import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { HumanError } from './humanerror';
import { opening } from './opening';

/** What the extension host loads, as absolute paths. */
export interface TestRun {
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
}

const timeLimit = 5 * 60 * 1_000;

/** The size of the key that an embedder's server would hand to the workbench for its secrets. */
const secretKey = Buffer.alloc(32, 7);

/** Opens a workbench of the automation server that runs the suites; the answer is their exit code. */
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
      `The test suites did not end in ${timeLimit / 60_000} minutes.`,
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

/** Prints what the suites print; what VS Code says before is only worth reading if they never begin. */
function makeRelay() {
  let held: string[] | undefined = [];
  const relay = (_type: string, args: readonly unknown[]): void => {
    const line = format(...args);
    // What VS Code itself was about to do when the window went away.
    if (line.startsWith('Canceled')) return;
    if (line.startsWith(opening)) held = undefined;
    if (held) held.push(line);
    else console.log(line);
  };
  return { relay, preamble: (): readonly string[] => held ?? [] };
}
