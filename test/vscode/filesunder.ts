import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A file and its content. */
export interface ReadFile {
  /** Its path, relative to the folder. */
  readonly name: string;
  readonly text: string;
}

/** Reads the files in a folder that programs are still writing to; files that disappear in the meantime are left out. */
export async function filesUnder(folder: string, wanted: (name: string) => boolean): Promise<ReadFile[]> {
  return await walk(folder, '', wanted);
}

async function walk(folder: string, below: string, wanted: (name: string) => boolean): Promise<ReadFile[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const name = path.join(below, entry.name);
      if (entry.isDirectory()) return await unlessGone(walk(folder, name, wanted), []);
      if (!entry.isFile() || !wanted(name)) return [];
      const reading = readFile(path.join(folder, name), 'utf8').then((text) => [{ name, text }]);
      return await unlessGone(reading, []);
    }),
  );
  return found.flat();
}

async function unlessGone<T>(reading: Promise<T>, gone: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return gone;
    throw error;
  }
}
