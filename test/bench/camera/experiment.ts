import type { Table } from '../report/section';
import { distortions } from './conditions';
import type { CorrectionLevel } from './drawcode';
import { correctionLevels, drawCode } from './drawcode';
import type { Lab } from './lab';
import type { Reading } from './readers';
import { readerNames } from './readers';
import { percent } from './wording';

/** How to draw a code into a given room. */
interface DrawingOptions {
  readonly level: CorrectionLevel;
  readonly border: number;
  readonly sizing: 'whole' | 'fractional';
  readonly surround: number;
}

/** What to photograph. */
export interface Extent {
  readonly rooms: readonly number[];
  readonly ratios: readonly number[];
  /** Widths of the border, in modules. */
  readonly borders: readonly number[];
  readonly seeds: readonly number[];
}

/** The steps of the distortions at which the drawings differ most. */
const trials: readonly { readonly name: string; readonly steps: readonly number[] }[] = [
  { name: 'distance', steps: [1, 2] },
  { name: 'blur', steps: [2, 3] },
  { name: 'glare', steps: [4, 5] },
  { name: 'hand-held', steps: [1, 2] },
];

const sizings = ['whole', 'fractional'] as const;
const surrounds = { dark: 31, light: 255 };

/** Edge of a module that fills a room, with or without rounding to whole screen pixels. */
export function moduleFor(
  sizing: DrawingOptions['sizing'],
  room: number,
  ratio: number,
): (modules: number) => number {
  return (modules) =>
    sizing === 'fractional' ? room / modules : Math.max(Math.floor((room * ratio) / modules), 1) / ratio;
}

/** Draws the code in all possible ways into the same rooms and measures how well each is read. */
export async function tryDrawings(
  lab: Lab,
  text: string,
  extent: Extent,
  progress: (text: string) => void,
): Promise<readonly Table[]> {
  const byLevel: string[][] = [];
  for (const level of correctionLevels) {
    for (const sizing of sizings) {
      const options = { level, sizing, border: 4, surround: surrounds.dark };
      byLevel.push([level, sizing, ...(await sharesOf(lab, text, options, extent))]);
    }
    progress(`level ${level} drawn and read`);
  }
  const byBorder: string[][] = [];
  for (const border of extent.borders) {
    for (const sizing of sizings) {
      for (const [around, surround] of Object.entries(surrounds)) {
        const choice = { level: 'L', sizing, border, surround } as const;
        byBorder.push([String(border), sizing, around, ...(await sharesOf(lab, text, choice, extent))]);
      }
    }
    progress(`border ${border} drawn and read`);
  }
  const extentText = `rooms ${extent.rooms.join(', ')} px, pixel ratios ${extent.ratios.join(', ')}`;
  const shareColumns = [
    ...trials.map(({ name }) => name),
    'all',
    ...extent.ratios.map((ratio) => `ratio ${ratio}`),
  ];
  return [
    {
      caption: `Error correction level and module size, border 4 on a dark theme (${extentText}): share read`,
      columns: ['Level', 'Modules', ...shareColumns],
      rows: byLevel,
    },
    {
      caption: `Border and module size, level L (${extentText}): share read`,
      columns: ['Border', 'Modules', 'Theme', ...shareColumns],
      rows: byBorder,
    },
  ];
}

async function sharesOf(
  lab: Lab,
  text: string,
  choice: DrawingOptions,
  { rooms, ratios, seeds }: Extent,
): Promise<readonly string[]> {
  const pending: Promise<{ name: string; ratio: number; reading: Reading }>[] = [];
  const pictures: number[] = [];
  for (const ratio of ratios) {
    for (const room of rooms) {
      const { level, border, sizing, surround } = choice;
      const module = moduleFor(sizing, room, ratio);
      const picture = lab.add(await drawCode({ text, level, border, module, ratio, surround }), text);
      pictures.push(picture);
      for (const { name, steps } of trials) {
        const distortion = distortions.find((each) => each.name === name);
        for (const step of steps) {
          for (const seed of seeds) {
            const conditions = distortion?.conditionsAt(distortion.levels[step - 1] ?? 0);
            if (!conditions) throw new Error(`Unknown distortion: ${name}.`);
            pending.push(
              lab.read(picture, { conditions, seed }).then((reading) => ({ name, ratio, reading })),
            );
          }
        }
      }
    }
  }
  const read = await Promise.all(pending);
  for (const picture of pictures) lab.remove(picture);
  const share = (selected: typeof read): string =>
    percent(
      selected.reduce((sum, { reading }) => sum + reading.best.length, 0) /
        (selected.length * readerNames.length),
    );
  return [
    ...trials.map((trial) => share(read.filter(({ name }) => name === trial.name))),
    share(read),
    ...ratios.map((ratio) => share(read.filter((each) => each.ratio === ratio))),
  ];
}
