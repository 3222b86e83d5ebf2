import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LogoProblem } from '../core/code/logo';
import { isLocalPath, maxLogoBytes, readLogo } from '../core/code/logo';

/** A server that doesn't answer must not keep the panel waiting; in ms. */
const readTimeout = 1_000;

/** The logo at a path, absolute or from a folder, as a data URI for an image element; or why it isn't taken. */
export async function logoFile(
  named: string,
  folder: string | undefined,
): Promise<ReturnType<typeof readLogo>> {
  if (!isLocalPath(named)) return refused('place');
  if (folder === undefined && !path.isAbsolute(named)) return refused('folder');
  const file = folder === undefined ? named : path.resolve(folder, named);
  let deadline: NodeJS.Timeout | undefined;
  const late = new Promise<ReturnType<typeof readLogo>>((resolve) => {
    deadline = setTimeout(resolve, readTimeout, refused('unreadable'));
  });
  const found = await Promise.race([readFile(file), late]);
  clearTimeout(deadline);
  return found;
}

async function readFile(file: string): Promise<ReturnType<typeof readLogo>> {
  let handle: FileHandle | undefined;
  try {
    // First without opening it: that alone does something to a device.
    if (!(await stat(file)).isFile()) return refused('noFile');
    // What is there by now may be a pipe, and wait for ever for somebody who writes. Windows has no such flag.
    handle = await open(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    if (!(await handle.stat()).isFile()) return refused('noFile');
    return readLogo(await readStart(handle));
  } catch {
    return refused('unreadable');
  } finally {
    await handle?.close();
  }
}

/** As much of a file as tells that it is too large, whatever size it claims to have. */
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
