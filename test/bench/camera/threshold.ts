import type { Table } from '../report/section';
import { baseline } from './conditions';
import { drawCode } from './drawcode';
import type { Lab } from './lab';
import { readerNames } from './readers';
import { pixels } from './wording';

/** The smallest code that can be read. */
export interface Threshold {
  readonly table: Table;
  /** For each pixel ratio, the smallest module in CSS pixels that two readers read with every seed. */
  readonly smallest: readonly { readonly ratio: number; readonly module: number; readonly edge: number }[];
}

/** Finds the smallest module that two readers can read at each distance, in a code drawn as in the panel. */
export async function findThreshold(
  lab: Lab,
  text: string,
  ratios: readonly number[],
  seeds: readonly number[],
): Promise<Threshold> {
  const rows: string[][] = [];
  const smallest: Threshold['smallest'][number][] = [];
  for (const ratio of ratios) {
    const tried: { module: number; edge: number; read: boolean }[] = [];
    for (let module = 1.5; module <= 4.5; module += 0.25) {
      const drawing = { text, level: 'L', border: 4, module: () => module, ratio, surround: 31 } as const;
      const picture = await drawCode(drawing);
      const pictureId = lab.add(picture, text);
      const cells: string[] = [];
      for (const distance of distances) {
        const conditions = { ...baseline, distance };
        const readings = await Promise.all(seeds.map((seed) => lab.read(pictureId, { conditions, seed })));
        const readByTwo = readings.filter(({ best }) => best.length >= 2).length;
        const counts = readerNames.map((name) => readings.filter(({ best }) => best.includes(name)).length);
        cells.push(`${readByTwo}/${seeds.length} (${counts.join(', ')})`);
        if (distance === baseline.distance) {
          tried.push({
            module,
            edge: withBorder(picture.code.width / ratio, module),
            read: readByTwo === seeds.length,
          });
        }
      }
      lab.remove(pictureId);
      rows.push([String(ratio), hundredths(module), pixels(tried.at(-1)?.edge ?? 0), ...cells]);
    }
    // Search from the largest size down, so that a single successful small one doesn’t count.
    const failed = tried.findLastIndex(({ read }) => !read);
    const first = tried[failed + 1];
    if (first) smallest.push({ ratio, module: first.module, edge: first.edge });
  }
  return {
    table: {
      caption: `Smallest readable code: photographs read by two readers or more (by ${readerNames.join(', ')}), of ${seeds.length}`,
      columns: [
        'Ratio',
        'Module (px)',
        'Code with border (px)',
        ...distances.map((mm) => `at ${mm / 10} cm`),
      ],
      rows,
    },
    smallest,
  };
}

const distances = [150, 200, baseline.distance];

function withBorder(code: number, module: number): number {
  return code + 8 * module;
}

function hundredths(length: number): string {
  return String(Math.round(length * 100) / 100);
}
