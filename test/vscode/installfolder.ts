import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** The folder of an install in progress; its name contains the process that fills it. */
const inProgress = /^installing-(\d+)-/;

/** Fills a new folder. It gets its name only when it is complete, so that a killed process leaves nothing that is mistaken for it. */
export async function fillFolder(final: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const parent = path.dirname(final);
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, `installing-${process.pid}-`));
  try {
    await fill(folder);
    await moveInto(folder, final);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** If two processes install the same, the second one's work is discarded. */
async function moveInto(folder: string, final: string): Promise<void> {
  try {
    await rename(folder, final);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

/** Removes what killed processes have left in the folder `parent`. */
export async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const owner = inProgress.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    await rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
