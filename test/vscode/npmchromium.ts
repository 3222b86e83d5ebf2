import { access, cp } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { LaunchOptions } from 'playwright-core';
import { dependencies } from './chromium/package.json';
import { cacheFolder } from './edition';
import { HumanError } from './humanerror';
import { installAll } from './installall';
import { npm } from './npm';

/** A browser on this machine, and the environment that it needs. */
export type Program = Required<Pick<LaunchOptions, 'executablePath' | 'env'>>;

/** The package.json, its lockfile and the configuration of the fonts. */
const source = path.resolve('test/vscode/chromium');
const version = dependencies['@sparticuz/chromium'];
const folder = `chromium-${version}`;
const place = path.join(cacheFolder, folder);

/** The headless Chromium from npm; it is installed unless that has already happened. */
export async function npmChromium(): Promise<Program> {
  try {
    await access(place);
  } catch {
    await installAll([
      { name: `Chromium ${version}`, folder, time: 'about ten seconds', fill: (empty) => fill(empty) },
    ]);
  }
  return programIn(place);
}

async function fill(empty: string): Promise<void> {
  await cp(source, empty, { recursive: true });
  await npm(['ci', '--ignore-scripts', '--engine-strict=false'], { cwd: empty });
  // The package unpacks itself into the temporary folder, with the libraries that bare systems lack only where it
  // expects one.
  const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await execa(process.execPath, ['--input-type=module', '--eval', unpack], {
    cwd: empty,
    env: { TMPDIR: empty, VERCEL: '1' },
  });
  const { executablePath, env } = programIn(empty);
  const { failed, stderr } = await execa(executablePath, ['--version'], {
    env,
    extendEnv: false,
    reject: false,
  });
  if (failed) throw new HumanError(`The Chromium from npm doesn’t run on this machine: ${stderr}`);
}

function programIn(installed: string): Program {
  return {
    executablePath: path.join(installed, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: path.join(installed, 'al2023', 'lib'),
      FONTCONFIG_FILE: path.join(installed, 'fonts.conf'),
    },
  };
}
