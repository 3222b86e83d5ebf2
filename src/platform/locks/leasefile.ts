import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Uri } from 'vscode';

/** Who has a lease: a window, by what no other one has. Nothing secret is in it. */
export interface LeaseHolder {
  readonly owner: string;
  /** What the window is called, for people; foreign text, as other programs can write the file. */
  readonly where: string;
  readonly pid: number;
  /** Name of the machine on which that process is. */
  readonly host: string;
}

/** A lease as it was found. */
export interface FoundLease extends LeaseHolder {
  /** When its holder was last heard of, in ms since the epoch. */
  readonly at: number;
}

/** How long one window may take for a change, in ms: a lock that is older was left by one that is gone. */
const lockTime = 1_000;
const lockStep = 15;
const maxNameLength = 80;
/** What Windows says of a file that someone else has open, or that is about to go: it passes. */
const passing: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** The schemes of global storage that is a folder of this machine; desktop VS Code has one of its own for it. */
const folderSchemes: ReadonlySet<string> = new Set(['file', 'vscode-userdata']);

/** Path of the folder for leases; undefined where global storage is no folder. */
export function leaseFolder(globalStorageUri: Uri): string | undefined {
  if (!folderSchemes.has(globalStorageUri.scheme)) return undefined;
  // Only of files the editor knows how the system writes paths on the network.
  return path.join(globalStorageUri.with({ scheme: 'file' }).fsPath, 'leases');
}

/** The file that says which window has a lease. Changes are made one window after the other; the heartbeat needs no such care. */
export class LeaseFile {
  constructor(private readonly path: string) {}

  /** Who has it; undefined if nobody has. What isn’t readable is a stranger’s. Rejects if there is something that isn’t a file. */
  async read(): Promise<FoundLease | undefined> {
    try {
      const [text, { mtimeMs }] = [await readFile(this.path, 'utf8'), await stat(this.path)];
      return { ...parsed(text), at: mtimeMs };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Replaces what is there. Only within {@link change}. */
  async write({ owner, where, pid, host }: LeaseHolder, at: number): Promise<void> {
    // Whole or not at all, whenever it is read.
    const draft = `${this.path}.${randomUUID()}`;
    try {
      await writeFile(draft, JSON.stringify({ owner, where, pid, host }));
      await utimes(draft, at / 1_000, at / 1_000);
      await insist(() => rename(draft, this.path));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** Says that the holder is still there. It can’t undo what another window has written meanwhile. */
  async touch(at: number): Promise<void> {
    await utimes(this.path, at / 1_000, at / 1_000);
  }

  /** Takes it away. Only within {@link change}. */
  async remove(): Promise<void> {
    await insist(() => rm(this.path, { force: true }));
  }

  /** Runs what reads and then writes, while no other window does. */
  async change<T>(run: () => Promise<T>): Promise<T> {
    const lock = `${this.path}.lock`;
    await this.#lock(lock);
    try {
      return await run();
    } finally {
      await insist(() => rm(lock, { force: true }));
    }
  }

  async #lock(lock: string): Promise<void> {
    let seen: string | undefined;
    let waited = 0;
    for (;;) {
      try {
        await (await insist(() => open(lock, 'wx'))).close();
        return;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const now = await identity(lock);
      waited = now === seen ? waited + lockStep : 0;
      seen = now;
      if (now !== undefined && waited >= lockTime) {
        await insist(() => removeLock(lock));
        continue;
      }
      await sleep(lockStep);
    }
  }
}

/** Does what can fail for a moment as often as it takes, for as long as that may last. */
export async function insist<T>(
  run: () => Promise<T>,
  pause: () => Promise<unknown> = () => sleep(lockStep),
): Promise<T> {
  for (let waited = 0; ; waited += lockStep)
    try {
      return await run();
    } catch (error) {
      if (waited >= lockTime || !passing.has(codeOf(error))) throw error;
      await pause();
    }
}

/** The system’s own name for an error, or what kind it is. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Takes a lock away; that another window was faster is as good. */
async function removeLock(lock: string): Promise<void> {
  try {
    await unlink(lock);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** What tells a lock from the one after it. */
async function identity(lock: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs } = await stat(lock);
    return `${ino} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

function parsed(text: string): LeaseHolder {
  const stranger = { owner: '', where: '', pid: 0, host: '' };
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null) return stranger;
    const { owner, where, pid, host } = data as Partial<Record<keyof LeaseHolder, unknown>>;
    return {
      owner: typeof owner === 'string' ? owner : '',
      where: typeof where === 'string' ? shown(where) : '',
      pid: typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 ? pid : 0,
      host: typeof host === 'string' ? host : '',
    };
  } catch {
    return stranger;
  }
}

function shown(where: string): string {
  return where.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, maxNameLength);
}
