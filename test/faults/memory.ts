import { readFile, writeFile } from 'node:fs/promises';
import { extensionHosts } from '../vscode/processes';
import type { Server } from '../vscode/server';

/** Measures how much memory a window's extension host takes at its peak. */
export class Memory {
  private constructor(
    private readonly folder: string,
    private readonly before: number,
  ) {}

  /** Starts to measure; undefined if the system doesn't report memory. */
  static async watch(server: Server): Promise<Memory | undefined> {
    const [pid] = await extensionHosts(server).catch(() => []);
    if (pid === undefined) return undefined;
    const folder = `/proc/${pid}`;
    // This resets the peak.
    await writeFile(`${folder}/clear_refs`, '5');
    return new Memory(folder, await peakOf(folder));
  }

  /** The growth at the peak, in MB. */
  async growth(): Promise<number> {
    return Math.round(((await peakOf(this.folder)) - this.before) / 1_024);
  }
}

/** The peak, in KB. */
async function peakOf(folder: string): Promise<number> {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`${folder}/status`, 'utf8'))?.[1]);
}
