import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { svg } from './charts';
import type { Block } from './markdown';
import { blockOf, blocksOf, markdown } from './markdown';
import type { Section } from './section';
import type { Setting } from './setting';

const fileName = /^[a-z0-9][a-z0-9-]*$/;

/** What is measured of the report. */
export interface Extent {
  /** Whether it is all that there is: then nothing of an earlier report stays. */
  readonly whole: boolean;
}

/** Writes what was measured and its pictures into RESULTS.md in `folder`, each section in its place, and takes pictures away that no section has any more. */
export async function writeReport(
  sections: readonly Section[],
  folder: string,
  setting: Setting,
  { whole }: Extent,
): Promise<void> {
  const report = path.join(folder, 'RESULTS.md');
  // All is drawn before anything is written: a report is whole or the last one stays.
  const fresh = sections.map((section) => blockOf(section, setting));
  const text = await markdown(whole ? fresh : put(fresh, blocksOf(await read(report))));
  const pictures = draw(sections);
  await mkdir(folder, { recursive: true });
  for (const [file, picture] of pictures) await writeFile(path.join(folder, file), picture);
  await writeFile(report, text);
  for (const file of await readdir(folder)) {
    if (file.endsWith('.svg') && !text.includes(`](${file})`)) await rm(path.join(folder, file));
  }
}

/** The new parts in the places of the old ones, those that are new behind them. */
function put(fresh: readonly Block[], old: readonly Block[]): readonly Block[] {
  const byHeading = new Map([...old, ...fresh].map((block) => [block.heading, block]));
  return [...byHeading.values()];
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
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
