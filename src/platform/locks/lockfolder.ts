import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Uri } from 'vscode';
import type { LockRecord } from './lockfile';
import { LockFile } from './lockfile';

/** The schemes of a global storage that is a folder of this machine; desktop VS Code has one of its own for it. */
const folderSchemes: ReadonlySet<string> = new Set(['file', 'vscode-userdata']);

/** Path of the folder for locks; undefined where the global storage is no folder. */
export function lockFolder(globalStorageUri: Uri): string | undefined {
  if (!folderSchemes.has(globalStorageUri.scheme)) return undefined;
  // The editor knows how the system writes paths on the network, but only for files.
  return path.join(globalStorageUri.with({ scheme: 'file' }).fsPath, 'locks');
}

/** Removes the files that other windows have left: some crash, some end before a released lock's file has had its time. Never rejects. */
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
      // Each draft that was there before the change is of no use now.
      const drafts = files.filter((each) => each.startsWith(`${name}.`) && !each.endsWith('.lock'));
      for (const draft of drafts) await rm(path.join(folder, draft), { force: true });
    }),
  );
}
