import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { svg } from './charts';
import { markdown } from './markdown';
import type { Section } from './section';
import type { Setting } from './setting';

const fileName = /^[a-z0-9][a-z0-9-]*$/;

/** Writes RESULTS.md and its pictures into `folder`, and takes pictures away that no section has any more. */
export async function writeReport(
  sections: readonly Section[],
  folder: string,
  setting: Setting,
): Promise<void> {
  // All is drawn before anything is written: a report is whole or the last one stays.
  const text = await markdown(sections, setting);
  const pictures = draw(sections);
  await mkdir(folder, { recursive: true });
  for (const [file, picture] of pictures) await writeFile(path.join(folder, file), picture);
  await writeFile(path.join(folder, 'RESULTS.md'), text);
  for (const file of await readdir(folder)) {
    if (file.endsWith('.svg') && !pictures.has(file)) await rm(path.join(folder, file));
  }
}

function draw(sections: readonly Section[]): ReadonlyMap<string, string> {
  const pictures = new Map<string, string>();
  for (const chart of sections.flatMap(({ charts }) => charts)) {
    const file = `${chart.file}.svg`;
    if (!fileName.test(chart.file)) throw new Error(`"${chart.file}" is no name for a picture's file.`);
    if (pictures.has(file)) throw new Error(`Two pictures are called ${file}.`);
    pictures.set(file, svg(chart));
  }
  return pictures;
}
