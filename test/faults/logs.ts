import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Server } from '../vscode/server';

/** Every log that a VS Code has written. */
export async function readLogs({ userDataDir }: Server): Promise<readonly { file: string; text: string }[]> {
  const names = await readdir(userDataDir, { recursive: true });
  const logs = names.filter((name) => name.endsWith('.log'));
  return await Promise.all(
    logs.map(async (file) => ({ file, text: await readFile(path.join(userDataDir, file), 'utf8') })),
  );
}
