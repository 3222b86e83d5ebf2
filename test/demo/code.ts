import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import type { ProgressReporter } from '@vscode/test-electron';
import { execa } from 'execa';
import manifest from '../../package.json';
import { HumanError } from '../vscode/humanerror';
import { step } from './progress';

/** The command line of a desktop VS Code. */
export interface Code {
  readonly command: string;
  readonly version: string;
}

const answerTimeout = 20_000;
const oldest = manifest.engines.vscode.replace('^', '');

/** In a terminal of a remote window, and in a Linux on Windows, `code` speaks to a window on another machine. */
const elsewhere = ['VSCODE_IPC_HOOK_CLI', 'WSL_DISTRO_NAME'];

/** The desktop VS Code on the PATH, if it is one that the extension runs in. */
export async function findCode(): Promise<Code | undefined> {
  if (elsewhere.some((name) => name in process.env)) return undefined;
  return await ask('code');
}

/** The newest desktop VS Code, downloaded unless it has been before. */
export async function downloadCode(): Promise<Code> {
  return await step('Downloading VS Code to .vscode-test (once; about 150 MB)', async (report) => {
    const [command = ''] = resolveCliArgsFromVSCodeExecutablePath(await download(report), {
      reuseMachineInstall: true,
    });
    const code = await ask(command);
    if (!code)
      throw new HumanError('The downloaded VS Code does not run: remove .vscode-test and try again.');
    return code;
  });
}

async function ask(command: string): Promise<Code | undefined> {
  const options = { reject: false, timeout: answerTimeout, stdin: 'ignore' } as const;
  const { failed, stdout } = await execa(command, ['--version'], options);
  if (failed) return undefined;
  const version = /^\d+\.\d+\.\d+/.exec(stdout)?.[0];
  if (version === undefined || isOlder(version, oldest)) return undefined;
  return { command, version };
}

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}

async function download(report: (progress: string) => void): Promise<string> {
  const reporter: ProgressReporter = {
    report: (now) => {
      if ('bytesSoFar' in now && now.totalBytes > 0)
        report(`${Math.floor((100 * now.bytesSoFar) / now.totalBytes)} %`);
    },
    // Told once, in our words.
    error: () => undefined,
  };
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', reporter });
  } catch (error) {
    throw new HumanError(
      'There is no VS Code on the PATH, and none could be downloaded from its update server: connect to the network, or install VS Code with its command "code".',
      { cause: error },
    );
  }
}
