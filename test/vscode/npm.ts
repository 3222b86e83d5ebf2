import type { Options } from 'execa';
import { ExecaError, execa } from 'execa';
import { HumanError } from './humanerror';

/** npm's own patience, over a minute, is that of an unattended machine. */
const impatient = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/;
const lastLines = -15;

/** Runs npm; what goes wrong for reasons outside of this project becomes one sentence. */
export async function npm(args: readonly string[], options: Options = {}): Promise<void> {
  try {
    await execa('npm', [...args, ...impatient, ...quiet], options);
  } catch (error) {
    if (!isExecaError(error)) throw error;
    throw new HumanError(reason(args, error), { cause: error });
  }
}

function reason(args: readonly string[], error: ExecaError): string {
  if (error.code === 'ENOENT') return 'npm is not on the PATH: install Node.js together with its npm.';
  const said = `${String(error.stderr ?? '')}\n${String(error.stdout ?? '')}`;
  if (unreachable.test(said)) {
    return 'A real VS Code has to be fetched with npm once, and its registry cannot be reached: connect to the network, then run the same command again.';
  }
  if (/\bENOSPC\b/.test(said)) {
    return 'The disk is full: the real VS Code needs about 1 GB per version under .vscode-test.';
  }
  const end = said.trim().split('\n').slice(lastLines).join('\n');
  return `npm ${args[0] ?? ''} failed; it said:\n${end}`;
}

function isExecaError(error: unknown): error is ExecaError {
  return error instanceof ExecaError;
}
