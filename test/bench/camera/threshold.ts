import type { Table } from '../report/section';
import { baseline } from './conditions';
import { drawCode } from './drawn';
import type { Lab } from './lab';
import { readerNames } from './readers';
import { pixels } from './wording';

/** What was found out about the smallest code that can be read. */
export interface Threshold {
  readonly table: Table;
  /** For each pixel ratio the smallest module, in CSS pixels, that two readers read from every seed. */
  readonly smallest: readonly { readonly ratio: number; readonly module: number; readonly edge: number }[];
}

/** Finds the smallest module that is read by two readers at each distance, the way the panel draws it. */
export async function findThreshold(
  lab: Lab,
  text: string,
  ratios: readonly number[],
  seeds: readonly number[],
): Promise<Threshold> {
  const rows: string[][] = [];
  const smallest: Threshold['smallest'][number][] = [];
  for (const ratio of ratios) {
    const enough: { module: number; edge: number; read: boolean }[] = [];
    for (let module = 1.5; module <= 4.5; module += 0.25) {
      const drawing = { text, level: 'L', border: 4, module: () => module, ratio, surround: 31 } as const;
      const picture = await drawCode(drawing);
      const shown = lab.show(picture, text);
      const cells: string[] = [];
      for (const distance of distances) {
        const conditions = { ...baseline, distance };
        const readings = await Promise.all(seeds.map((seed) => lab.read(shown, { conditions, seed })));
        const twice = readings.filter(({ best }) => best.length >= 2).length;
        const counts = readerNames.map((name) => readings.filter(({ best }) => best.includes(name)).length);
        cells.push(`${twice}/${seeds.length} (${counts.join(', ')})`);
        if (distance === baseline.distance) {
          enough.push({
            module,
            edge: whole(picture.code.width / ratio, module),
            read: twice === seeds.length,
          });
        }
      }
      lab.forget(shown);
      rows.push([String(ratio), pixels4(module), pixels(enough.at(-1)?.edge ?? 0), ...cells]);
    }
    // From the largest down, so that a lucky small one doesn't count.
    const failed = enough.findLastIndex(({ read }) => !read);
    const first = enough[failed + 1];
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

function whole(code: number, module: number): number {
  return code + 8 * module;
}

function pixels4(length: number): string {
  return String(Math.round(length * 100) / 100);
}
