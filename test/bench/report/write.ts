import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { svg } from './charts';
import type { Block } from './markdown';
import { blockOf, blocksOf, markdown } from './markdown';
import type { Section } from './section';
import type { Setting } from './setting';

const fileName = /^[a-z0-9][a-z0-9-]*$/;

/** How much of the bench the report covers. */
export interface Extent {
  /** Whether it covers all parts. If so, nothing of an earlier report remains. */
  readonly allParts: boolean;
}

/** Writes the sections and their pictures into RESULTS.md in `folder`. A section replaces its earlier version. Removes the pictures that no section uses. */
export async function writeReport(
  sections: readonly Section[],
  folder: string,
  setting: Setting,
  { allParts }: Extent,
): Promise<void> {
  const report = path.join(folder, 'RESULTS.md');
  // Draw everything before writing anything: an error leaves the previous report unchanged.
  const newBlocks = sections.map((section) => blockOf(section, setting));
  const text = await markdown(allParts ? newBlocks : merge(newBlocks, blocksOf(await readReport(report))));
  const pictures = drawCharts(sections);
  await mkdir(folder, { recursive: true });
  for (const [file, picture] of pictures) await writeFile(path.join(folder, file), picture);
  await writeFile(report, text);
  for (const file of await readdir(folder)) {
    if (file.endsWith('.svg') && !text.includes(`](${file})`)) await rm(path.join(folder, file));
  }
}

/** Replaces old blocks with new ones of the same heading and appends the others. */
function merge(fresh: readonly Block[], old: readonly Block[]): readonly Block[] {
  const byHeading = new Map([...old, ...fresh].map((block) => [block.heading, block]));
  return [...byHeading.values()];
}

async function readReport(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}

function drawCharts(sections: readonly Section[]): ReadonlyMap<string, string> {
  const pictures = new Map<string, string>();
  for (const chart of sections.flatMap(({ charts }) => charts)) {
    const file = `${chart.file}.svg`;
    if (!fileName.test(chart.file))
      throw new Error(`“${chart.file}” is not a valid name for a picture’s file.`);
    if (pictures.has(file)) throw new Error(`Two pictures have the name ${file}.`);
    pictures.set(file, svg(chart));
  }
  return pictures;
}
