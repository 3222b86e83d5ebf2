import type { ReadFile } from '../vscode/filesunder';
import { filesUnder } from '../vscode/filesunder';
import type { Server } from '../vscode/server';

/** Reads every log that a VS Code has written. */
export async function readLogs({ userDataDir }: Server): Promise<readonly ReadFile[]> {
  return await filesUnder(userDataDir, (name) => name.endsWith('.log'));
}
