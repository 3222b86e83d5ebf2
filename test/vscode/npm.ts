import type { Options } from 'execa';
import { ExecaError, execa } from 'execa';
import { HumanError } from './humanerror';

/** By default npm retries for over a minute, which suits a machine without a user. */
const fewRetries = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/;
const lastLines = -15;

/** Runs npm; a problem outside this project becomes one sentence. */
export async function npm(args: readonly string[], options: Options = {}): Promise<void> {
  try {
    await execa('npm', [...args, ...fewRetries, ...quiet], options);
  } catch (error) {
    if (!isExecaError(error)) throw error;
    throw new HumanError(reason(args, error), { cause: error });
  }
}

function reason(args: readonly string[], error: ExecaError): string {
  if (error.code === 'ENOENT') return 'npm is not on the PATH. Install Node.js with npm.';
  const output = `${String(error.stderr ?? '')}\n${String(error.stdout ?? '')}`;
  if (unreachable.test(output)) {
    return 'The tests need downloads from npm once, but its registry can’t be reached. Connect to the network, then run the same command again.';
  }
  if (/\bENOSPC\b/.test(output)) {
    return 'The disk is full. Each version of the real VS Code needs about 1 GB under .vscode-test.';
  }
  const end = output.trim().split('\n').slice(lastLines).join('\n');
  return `npm ${args[0] ?? ''} failed with this output:\n${end}`;
}

function isExecaError(error: unknown): error is ExecaError {
  return error instanceof ExecaError;
}
