import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cleanUpOnExit } from './exitcleanup';

/** A new folder that is removed by dispose() or when the process ends. */
export interface TemporaryFolder {
  readonly path: string;
  readonly dispose: () => Promise<void>;
}

/** A program that was just killed may still be writing its last files. */
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/** Creates a folder whose name starts with `prefix` in the system's temporary folder. */
export async function makeTemporaryFolder(prefix: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  const cancelCleanup = cleanUpOnExit(() => {
    rmSync(folder, removal);
  });
  return {
    path: folder,
    dispose: async () => {
      await rm(folder, removal);
      cancelCleanup();
    },
  };
}
