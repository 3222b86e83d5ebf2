import { createHash } from 'node:crypto';
import { access, cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { HumanError } from './humanerror';
import { fillFolder } from './installfolder';

/** A VS Code that can install an extension. */
export interface Installer {
  readonly version: string;
  /** The arguments that make a program install into this folder instead of a profile's. */
  readonly command: (extensionsDir: string) => readonly [program: string, ...args: string[]];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Installs a packed extension into the folder. VS Code itself installs it only once for each package and version; that takes
 * a processor a second, and the folder is the same for each window.
 */
export async function installExtension(
  vsix: string,
  extensionsDir: string,
  installer: Installer,
): Promise<void> {
  const hash = createHash('sha256')
    .update(await readFile(vsix))
    .digest('hex');
  const template = path.resolve('out', 'installed', `${installer.version}-${hash.slice(0, 16)}`);
  if (!(await exists(template))) await fillFolder(template, (folder) => install(vsix, folder, installer));
  await cp(template, extensionsDir, { recursive: true });
}

async function install(vsix: string, folder: string, { command, env }: Installer): Promise<void> {
  const [program, ...args] = command(folder);
  const { failed, all } = await execa(program, [...args, '--install-extension', path.resolve(vsix)], {
    env,
    extendEnv: false,
    all: true,
    reject: false,
  });
  if (failed) throw new HumanError(`VS Code did not install the extension. Its output:\n${all}`);
}

async function exists(folder: string): Promise<boolean> {
  try {
    await access(folder);
    return true;
  } catch {
    return false;
  }
}
