import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { HumanError } from '../vscode/humanerror';
import { makeTemporaryFolder } from '../vscode/temporaryfolder';
import type { DesktopVSCode } from './desktopvscode';
import type { EditorOptions, RunningEditor } from './editor';
import { MainProcess } from './mainprocess';

/** Prevents everything that opens by itself, asks questions or contacts a server. */
const quiet = [
  '--skip-welcome',
  '--skip-release-notes',
  '--disable-workspace-trust',
  '--disable-telemetry',
  '--disable-updates',
];
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
};

/** Opens a window of the desktop VS Code, with a profile that is separate from the user's own. */
export async function startDesktop(
  code: DesktopVSCode,
  { vsix, settings }: EditorOptions,
): Promise<RunningEditor> {
  const folder = await makeTemporaryFolder('pair-whatsapp-');
  const userDataDir = path.join(folder.path, 'data');
  const args = ['--user-data-dir', userDataDir, '--extensions-dir', path.join(folder.path, 'extensions')];
  // A temporary profile must not use the user's keyring.
  if (process.platform === 'linux') args.push('--password-store=basic');
  // Electron does not start with its sandbox if the user is root.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const options = {
    env: ownEnvironment(),
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
  } as const;

  const main = new MainProcess(userDataDir);
  try {
    await writeSettings(userDataDir, { ...quietSettings, ...settings });
    const installing = await execa(code.command, [...args, '--install-extension', vsix, '--force'], options);
    if (installing.failed) throw failure('did not install the extension', installing.all);
    // With --wait, the command runs until the window closes.
    const window = execa(code.command, [...args, ...quiet, '--new-window', '--wait'], options);
    const closed = (async () => await window)();
    const close = async (): Promise<string> => {
      await main.dispose();
      window.kill();
      return (await closed).all;
    };
    if (!(await main.waitFor(closed))) throw failure('did not open a window', await close());
    return {
      closed,
      dispose: async () => {
        await close();
        await folder.dispose();
      },
    };
  } catch (error) {
    await main.dispose();
    await folder.dispose();
    throw error;
  }
}

function failure(what: string, output: string): HumanError {
  return new HumanError(`The VS Code on the PATH ${what}. Its output:\n${output}`);
}

async function writeSettings(userDataDir: string, settings: EditorOptions['settings']): Promise<void> {
  const file = path.join(userDataDir, 'User', 'settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, undefined, 2));
}

/** This process's environment, without what connects a terminal to its window. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name)),
  );
}
