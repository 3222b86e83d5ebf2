import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Server } from '../vscode/server';

/** The memory of a window's extension host, by which it is seen how much something took at most. */
export class Memory {
  private constructor(
    private readonly folder: string,
    private readonly before: number,
  ) {}

  /** Begins to measure; undefined where the system doesn't tell. */
  static async watch({ userDataDir }: Server): Promise<Memory | undefined> {
    const folder = await findExtensionHost(path.dirname(userDataDir));
    if (folder === undefined) return undefined;
    // From now on the peak is counted anew.
    await writeFile(`${folder}/clear_refs`, '5');
    return new Memory(folder, await peakOf(folder));
  }

  /** By how many MB it has grown at its peak. */
  async growth(): Promise<number> {
    return Math.round(((await peakOf(this.folder)) - this.before) / 1_024);
  }
}

/** Its folder under /proc: of all extension hosts the one whose environment names the server's folder. */
async function findExtensionHost(serverFolder: string): Promise<string | undefined> {
  const names = await readdir('/proc').catch(() => []);
  for (const name of names.filter((each) => /^\d+$/.test(each))) {
    const folder = `/proc/${name}`;
    const read = async (file: string): Promise<string> =>
      await readFile(`${folder}/${file}`, 'utf8').catch(() => '');
    if (!(await read('cmdline')).includes('--type=extensionHost')) continue;
    if ((await read('environ')).includes(serverFolder)) return folder;
  }
  return undefined;
}

/** In KB. */
async function peakOf(folder: string): Promise<number> {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`${folder}/status`, 'utf8'))?.[1]);
}
