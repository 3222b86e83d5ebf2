import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { HumanError } from './humanerror';
import type { Server } from './server';

/** The processes in which a server runs extensions, one for each window; works only on Linux. */
export async function extensionHosts({
  userDataDir,
}: Pick<Server, 'userDataDir'>): Promise<readonly number[]> {
  // Every process of a server has the server's folder in its environment.
  const folder = path.dirname(userDataDir);
  const names = await readdir('/proc').catch(() => {
    throw new HumanError('The processes of VS Code can be found only on Linux. Run this there.');
  });
  const pids = names.filter(isPid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [command, environment] = await Promise.all([
        readProcessFile(pid, 'cmdline'),
        readProcessFile(pid, 'environ'),
      ]);
      return command.includes('--type=extensionHost') && environment.includes(`=${folder}\0`);
    }),
  );
  return pids.filter((_, index) => found[index]).map(Number);
}

/** The arguments of every process that this user may read. */
export async function processArguments(): Promise<string> {
  const names = await readdir('/proc');
  return (await Promise.all(names.filter(isPid).map((pid) => readProcessFile(pid, 'cmdline')))).join('\n');
}

function isPid(name: string): boolean {
  return /^\d+$/.test(name);
}

/** Processes come and go, and some can't be read. */
async function readProcessFile(pid: string, what: 'cmdline' | 'environ'): Promise<string> {
  return await readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '');
}
