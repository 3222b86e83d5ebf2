import { readFile, writeFile } from 'node:fs/promises';
import { extensionHosts } from '../vscode/processes';
import type { Server } from '../vscode/server';

/** The memory of a window's extension host, by which it is seen how much something took at most. */
export class Memory {
  private constructor(
    private readonly folder: string,
    private readonly before: number,
  ) {}

  /** Begins to measure; undefined where the system doesn't tell. */
  static async watch(server: Server): Promise<Memory | undefined> {
    const [pid] = await extensionHosts(server).catch(() => []);
    if (pid === undefined) return undefined;
    const folder = `/proc/${pid}`;
    // From now on the peak is counted anew.
    await writeFile(`${folder}/clear_refs`, '5');
    return new Memory(folder, await peakOf(folder));
  }

  /** By how many MB it has grown at its peak. */
  async growth(): Promise<number> {
    return Math.round(((await peakOf(this.folder)) - this.before) / 1_024);
  }
}

/** In KB. */
async function peakOf(folder: string): Promise<number> {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`${folder}/status`, 'utf8'))?.[1]);
}
