import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LogoProblem } from '../core/code/logo';
import { isLocalPath, maxLogoBytes, readLogo } from '../core/code/logo';

/** Limit for reading the file, in ms: a file server that doesn't answer must not block the panel. */
const readTimeout = 1_000;

/**
 * Reads the logo at a path, absolute or relative to a folder, as a data URI for an image element. Returns the reason if the
 * logo can't be used.
 */
export async function logoFile(
  logoPath: string,
  folder: string | undefined,
): Promise<ReturnType<typeof readLogo>> {
  if (!isLocalPath(logoPath)) return refused('place');
  if (folder === undefined && !path.isAbsolute(logoPath)) return refused('folder');
  const file = folder === undefined ? logoPath : path.resolve(folder, logoPath);
  let deadline: NodeJS.Timeout | undefined;
  const timeout = new Promise<ReturnType<typeof readLogo>>((resolve) => {
    deadline = setTimeout(resolve, readTimeout, refused('unreadable'));
  });
  const found = await Promise.race([readFile(file), timeout]);
  clearTimeout(deadline);
  return found;
}

async function readFile(file: string): Promise<ReturnType<typeof readLogo>> {
  let handle: FileHandle | undefined;
  try {
    // Check before opening: opening a device can already have an effect.
    if (!(await stat(file)).isFile()) return refused('noFile');
    // Meanwhile a pipe may have replaced the file, and opening a pipe without this flag waits for a writer forever. Windows has
    // no such flag.
    handle = await open(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    if (!(await handle.stat()).isFile()) return refused('noFile');
    return readLogo(await readStart(handle));
  } catch {
    return refused('unreadable');
  } finally {
    await handle?.close();
  }
}

/** Reads the start of a file, just enough to notice that the file is too large, whatever size the system reports. */
async function readStart(handle: FileHandle): Promise<Uint8Array> {
  const bytes = new Uint8Array(maxLogoBytes + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function refused(problem: LogoProblem): { readonly ok: false; readonly problem: LogoProblem } {
  return { ok: false, problem };
}
