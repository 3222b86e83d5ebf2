// Runs before `npm start` and `npm test`, and installs what they need in this folder.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { setInterval } from 'node:timers/promises';

const oldestNode = 20;

class Stop extends Error {}

function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= oldestNode) return;
  throw new Stop(
    `This needs Node.js ${oldestNode} or newer, but this is ${process.version}. Install a newer version.`,
  );
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** npm writes its own list last, so an interrupted install counts as missing. */
async function installDependencies() {
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return;
  const ended = new globalThis.AbortController();
  const [{ code, signal, errors }] = await Promise.all([
    npmInstall().finally(() => ended.abort()),
    showProgress('Installing dependencies (once; about half a minute) …', ended.signal),
  ]);
  if (code === 0) return;
  if (signal)
    throw new Stop('The installation of the dependencies was interrupted. Run the same command again.');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|SOCKET_TIMEOUT/.test(errors)) {
    throw new Stop(
      "The dependencies are not installed yet, and npm's registry can't be reached. Connect to the network, then run the same command again.",
    );
  }
  throw new Stop(errors.trim() || `npm ci failed with code ${code}.`);
}

async function npmInstall() {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const fewRetries = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const npm = spawn('npm', ['ci', '--ignore-scripts', ...quiet, ...fewRetries], {
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  let errors = '';
  npm.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  try {
    const [code, signal] = await once(npm, 'close');
    return { code, signal, errors };
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new Stop('npm is not on the PATH. Install Node.js with npm.');
  }
}

/** Prints one line and, on a terminal, the seconds that have passed. */
async function showProgress(text, ended) {
  process.stdout.write(text);
  try {
    for await (const started of setInterval(1_000, Date.now(), { signal: ended })) {
      const seconds = Math.round((Date.now() - started) / 1_000);
      if (process.stdout.isTTY) process.stdout.write(`\r${text} ${seconds} s`);
    }
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
  } finally {
    process.stdout.write('\n');
  }
}

/** esbuild's binary is an optional package for one platform, so a copied node_modules may lack it. */
function requireEsbuild() {
  try {
    // With `require`, since `bin` no longer contains JavaScript after npm has run the package's script.
    execFileSync(process.execPath, ['--eval', "require('esbuild').transformSync('')"], { stdio: 'ignore' });
  } catch {
    throw new Stop(
      'esbuild does not run on this machine. Remove the folder node_modules, then run the same command again.',
    );
  }
}

try {
  requireNode();
  await installDependencies();
  requireEsbuild();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
