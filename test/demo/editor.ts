import { HumanError } from '../vscode/humanerror';
import { install } from '../vscode/install';
import { startServer } from '../vscode/server';
import { downloadDesktopVSCode, findDesktopVSCode } from './desktopvscode';
import { startDesktop } from './desktop';
import { hasDisplay } from './display';

/** The options of a VS Code. */
export interface EditorOptions {
  readonly vsix: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A VS Code that can run on this machine. */
export interface Editor {
  readonly name: string;
  readonly start: (options: EditorOptions) => Promise<RunningEditor>;
}

/** A running VS Code with its own profile. */
export interface RunningEditor {
  /** Its address in a browser; undefined if it has its own window. */
  readonly address?: string;
  /** Settles when the user closes its window, if it has one. */
  readonly closed?: Promise<unknown>;
  /** Stops it and removes its profile. */
  readonly dispose: () => Promise<void>;
}

/** The VS Code for this machine: the desktop one if there is one, otherwise one that is installed or downloaded. */
export async function findEditor(): Promise<Editor> {
  const code = hasDisplay() ? await findDesktopVSCode() : undefined;
  if (code) return desktop(code);
  if (process.platform === 'linux' && process.arch === 'x64') return await served();
  if (hasDisplay()) return desktop(await downloadDesktopVSCode());
  throw new HumanError(
    'A desktop VS Code needs a screen, and this machine has none. Run npm start in a graphical session, or on Linux x64, where VS Code opens in a browser.',
  );
}

function desktop(code: Awaited<ReturnType<typeof downloadDesktopVSCode>>): Editor {
  return { name: `VS Code ${code.version}`, start: (options) => startDesktop(code, options) };
}

async function served(): Promise<Editor> {
  const [installation] = await install(['newest']);
  if (!installation) throw new Error('The edition was not installed.');
  return {
    name: `VS Code ${installation.version}`,
    start: async (options) => {
      const { url, dispose } = await startServer(installation, { kind: 'product', ...options });
      return { address: url, dispose };
    },
  };
}
