import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Uri } from 'vscode';
import type { LockRecord } from './lockfile';
import { LockFile } from './lockfile';

/** The URI schemes of a global storage that is a folder on this machine. Desktop VS Code uses its own scheme. */
const folderSchemes: ReadonlySet<string> = new Set(['file', 'vscode-userdata']);

/** Path of the folder for lock files; undefined if the global storage is not a folder. */
export function lockFolder(globalStorageUri: Uri): string | undefined {
  if (!folderSchemes.has(globalStorageUri.scheme)) return undefined;
  // The editor converts network paths correctly only for the scheme `file`.
  return path.join(globalStorageUri.with({ scheme: 'file' }).fsPath, 'locks');
}

/**
 * Removes the files that other windows have left: windows that crashed, or that ended before they could remove the file of a
 * released lock. Never rejects.
 */
export async function sweep(folder: string, isAbandoned: (found: LockRecord) => boolean): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  const names = new Set(files.flatMap((file) => /^[0-9a-f]{32}\.json/.exec(file) ?? []));
  await Promise.allSettled(
    Array.from(names, async (name) => {
      const file = new LockFile(path.join(folder, name));
      const decide = (found: LockRecord | undefined): 'remove' | undefined =>
        found && !isAbandoned(found) ? undefined : 'remove';
      if (!decide(await file.read())) return;
      await file.change(decide);
      // Drafts from before the change are no longer needed.
      const drafts = files.filter((each) => each.startsWith(`${name}.`) && !each.endsWith('.lock'));
      for (const draft of drafts) await rm(path.join(folder, draft), { force: true });
    }),
  );
}
