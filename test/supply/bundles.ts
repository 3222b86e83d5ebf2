import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A script of the build, with the source files that are in it. */
export interface Bundle {
  readonly name: string;
  /** As the source map has them, relative to the folder of the scripts. */
  readonly sources: readonly string[];
}

/** The scripts of a build that isn't for production, and so has source maps. */
export async function readBundles(folder: string): Promise<readonly Bundle[]> {
  const maps = (await readdir(folder)).filter((file) => file.endsWith('.map'));
  return await Promise.all(
    maps.map(async (file) => {
      const { sources } = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Pick<
        Bundle,
        'sources'
      >;
      return { name: file.replace(/\.map$/, ''), sources };
    }),
  );
}
