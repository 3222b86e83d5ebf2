import { access } from 'node:fs/promises';
import path from 'node:path';
import { ExecaError, execa } from 'execa';
import { HumanError } from './humanerror';
import { npm } from './npm';

/** Modules that must be compiled, because their packages contain no binary for Linux. */
const wanted = {
  codeServer: ['argon2'],
  vscode: ['@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog', '@parcel/watcher'],
} as const;

/** The tools for compiling; one of each line is enough. */
const tools = [
  ['python3', 'python'],
  ['make', 'gmake'],
  ['g++', 'c++', 'clang++'],
] as const;

/** Fails before the download if native modules can't be compiled. */
export async function requireCompiler(): Promise<void> {
  for (const alternatives of tools) {
    const found = await Promise.all(alternatives.map(onPath));
    if (found.includes(true)) continue;
    throw new HumanError(
      `Parts of the real VS Code are compiled on this machine, but ${alternatives[0]} is missing. Install Python 3, make and a C++ compiler (Debian and Ubuntu: apt install python3 make g++).`,
    );
  }
}

async function onPath(program: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const tried = await Promise.allSettled(folders.map((folder) => access(path.join(folder, program))));
  return tried.some(({ status }) => status === 'fulfilled');
}

/** Compiles them with the Node in the folder `node` and its headers, and checks that they load. */
export async function compileNativeModules(
  node: string,
  root: string,
  codeServer: string,
  vscode: string,
): Promise<void> {
  await compile(node, root, await present(wanted.codeServer, path.dirname(codeServer)));
  await compile(node, vscode, await present(wanted.vscode, path.join(vscode, 'node_modules')));
}

async function compile(node: string, folder: string, modules: readonly string[]): Promise<void> {
  const env = { npm_config_nodedir: node, npm_config_build_from_source: 'true' };
  await npm(['rebuild', '--ignore-scripts=false', ...modules], { cwd: folder, env });
  const load = modules.map((module) => `require(${JSON.stringify(module)});`).join('');
  try {
    await execa(path.join(node, 'bin', 'node'), ['-e', load], { cwd: folder });
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    throw new HumanError(`A native module of VS Code was compiled but doesn’t load:\n${error.message}`);
  }
}

async function present(modules: readonly string[], folder: string): Promise<readonly string[]> {
  const there = await Promise.allSettled(modules.map((module) => access(path.join(folder, module))));
  return modules.filter((_, index) => there[index]?.status === 'fulfilled');
}
