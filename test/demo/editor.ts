import { HumanError } from '../vscode/humanerror';
import { install } from '../vscode/install';
import { startServer } from '../vscode/server';
import { downloadCode, findCode } from './code';
import { startDesktop } from './desktop';
import { hasDisplay } from './display';

/** What a VS Code is started with. */
export interface EditorOptions {
  readonly vsix: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A VS Code that can be started here. */
export interface Editor {
  readonly name: string;
  readonly start: (options: EditorOptions) => Promise<RunningEditor>;
}

/** A VS Code that runs, with a profile of its own. */
export interface RunningEditor {
  /** Where it is opened; one with a window of its own has none. */
  readonly address?: string;
  /** Settles when the person closes its window, if it has one. */
  readonly closed?: Promise<unknown>;
  /** Ends it and removes its profile. */
  readonly dispose: () => Promise<void>;
}

/** The VS Code that this machine has or can get: the desktop's first; what is missing is installed. */
export async function findEditor(): Promise<Editor> {
  const code = hasDisplay() ? await findCode() : undefined;
  if (code) return desktop(code);
  if (process.platform === 'linux' && process.arch === 'x64') return await served();
  if (hasDisplay()) return desktop(await downloadCode());
  throw new HumanError(
    'A desktop VS Code needs a screen, and there is none here: run npm start in a graphical session, or on Linux x64, where VS Code is shown in a browser.',
  );
}

function desktop(code: Awaited<ReturnType<typeof downloadCode>>): Editor {
  return { name: `VS Code ${code.version}`, start: (options) => startDesktop(code, options) };
}

async function served(): Promise<Editor> {
  const [installation] = await install(['newest']);
  if (!installation) throw new Error('An edition was asked for and none was installed.');
  return {
    name: `VS Code ${installation.version}`,
    start: async (options) => {
      const { url, dispose } = await startServer(installation, { kind: 'product', ...options });
      return { address: url, dispose };
    },
  };
}
