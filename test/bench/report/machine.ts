import { readFile } from 'node:fs/promises';
import os from 'node:os';
import * as v from 'valibot';
import { launchBrowser } from '../../vscode/browser';
import type { EditionName } from '../../vscode/edition';
import { findEdition } from '../../vscode/edition';
import { findInstallation } from '../../vscode/installation';
import type { Setting } from './setting';

const Manifest = v.object({ version: v.string() });

/** Describes the machine at this moment. Call it before the measurements, because it includes the current load. */
export async function gatherSetting(editions: readonly EditionName[]): Promise<Setting> {
  const load = os.loadavg();
  const processors = os.cpus();
  const versions: Setting['versions'][number][] = [
    { name: 'Extension', version: await extensionVersion() },
    { name: 'Node', version: process.versions.node },
  ];
  for (const name of editions)
    versions.push({ name: `VS Code, ${name}`, version: await editorVersion(name) });
  return {
    date: new Date(),
    machine: {
      processor: processors[0]?.model.trim() ?? 'unknown',
      cores: processors.length,
      memory: os.totalmem(),
      // The rest names the build, which differs between machines.
      system: `${os.type()} ${/^[\d.]*\d/.exec(os.release())?.[0] ?? ''}, ${os.arch()}`,
    },
    versions: [...versions, { name: 'Chromium', version: await browserVersion() }],
    load,
  };
}

async function extensionVersion(): Promise<string> {
  return v.parse(Manifest, JSON.parse(await readFile('package.json', 'utf8'))).version;
}

async function editorVersion(name: EditionName): Promise<string | undefined> {
  const installation = await findInstallation(await findEdition(name));
  return installation && `${installation.version} (code-server ${installation.edition.codeServer})`;
}

/** The browser’s version. Undefined without a browser, because most of the report doesn’t need one. */
async function browserVersion(): Promise<string | undefined> {
  try {
    const browser = await launchBrowser();
    try {
      return browser.version();
    } finally {
      await browser.close();
    }
  } catch {
    return undefined;
  }
}
