import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import type { ProgressReporter } from '@vscode/test-electron';
import { execa } from 'execa';
import manifest from '../../package.json';
import { HumanError } from '../vscode/humanerror';
import { step } from './progress';

/** The command line of a desktop VS Code. */
export interface DesktopVSCode {
  readonly command: string;
  readonly version: string;
}

const answerTimeout = 20_000;
const oldest = manifest.engines.vscode.replace('^', '');

/** In a terminal of a remote window, and in WSL, `code` opens a window on another machine. */
const otherMachineVariables = ['VSCODE_IPC_HOOK_CLI', 'WSL_DISTRO_NAME'];

/** The desktop VS Code on the PATH, if the extension runs in it. */
export async function findDesktopVSCode(): Promise<DesktopVSCode | undefined> {
  if (otherMachineVariables.some((name) => name in process.env)) return undefined;
  return await checkCommand('code');
}

/** The newest desktop VS Code; downloads it unless that has already happened. */
export async function downloadDesktopVSCode(): Promise<DesktopVSCode> {
  return await step('Downloading VS Code to .vscode-test (once; about 150 MB)', async (report) => {
    const [command = ''] = resolveCliArgsFromVSCodeExecutablePath(await download(report), {
      reuseMachineInstall: true,
    });
    const code = await checkCommand(command);
    if (!code)
      throw new HumanError('The downloaded VS Code does not run. Remove .vscode-test and try again.');
    return code;
  });
}

async function checkCommand(command: string): Promise<DesktopVSCode | undefined> {
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
    // Reported once, in our own words.
    error: () => undefined,
  };
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', reporter });
  } catch (error) {
    throw new HumanError(
      'There is no VS Code on the PATH, and it could not be downloaded from its update server. Connect to the network, or install VS Code with its command "code".',
      { cause: error },
    );
  }
}
