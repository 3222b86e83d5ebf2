import { readFile } from 'node:fs/promises';
import { waitUntil } from './waituntil';

/** The content of a file, once it has been written. */
export async function writtenFile(file: string): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  await waitUntil(async () => {
    bytes = await readFile(file).catch(() => bytes);
    return bytes.length > 0;
  });
  return bytes;
}
