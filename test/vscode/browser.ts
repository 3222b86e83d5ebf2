import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { HumanError } from './humanerror';

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

/** Starts the Chromium, Chrome or Edge of this machine, headless; CHROME_PATH can name another one. */
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
  throw new HumanError(
    'VS Code needs a browser, and none was found. Install Chromium, Chrome or Edge (Debian: apt install chromium), or set CHROME_PATH to its path.',
  );
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
