import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lastResort } from './lastresort';

/** A new folder that is gone after dispose(), or when the process ends. */
export interface TemporaryFolder {
  readonly path: string;
  readonly dispose: () => Promise<void>;
}

/** Programs that have just been killed may still be writing their last files. */
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/** Makes a folder whose name begins with `prefix`, in the system's place for such. */
export async function makeTemporaryFolder(prefix: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  const keep = lastResort(() => {
    rmSync(folder, removal);
  });
  return {
    path: folder,
    dispose: async () => {
      await rm(folder, removal);
      keep();
    },
  };
}
