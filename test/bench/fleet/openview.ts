import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { median, spread, spreadText } from '../opening/figures';
import type { Chart, Progress, Table } from '../report/section';
import type { FleetWindow } from './window';
import { keys, labelOf, sizes } from './window';

/** A window just loaded, or one in which the view was in sight before. */
const states = ['cold', 'warm'] as const;

/** How long it took until rows were in sight, in ms. */
export interface ViewOpening {
  readonly state: (typeof states)[number];
  readonly count: number;
  readonly times: readonly number[];
  /** The longest piece of work of the window's own thread meanwhile, in ms. */
  readonly longest: number;
}

/** As many rows are waited for; more fit into any window. */
const rows = 10;
/** Few enough that the calls for states are no part of it. */
const budget = 60;
const pause = 1_500;

/** Opens the view so many times with each number of instances, in turn. */
export async function measureOpenings(
  window: FleetWindow,
  rounds: number,
  progress: Progress,
): Promise<readonly ViewOpening[]> {
  const { page } = window.world.workbench;
  const measured = sizes.flatMap((count) =>
    states.map((state) => ({ state, count, times: [] as number[], longest: 0 })),
  );
  for (let round = 0; round < rounds; round++) {
    for (const count of sizes) {
      progress(`Fleet: opening the view with ${count} instances, round ${round + 1} of ${rounds}`);
      await window.reload(count, budget);
      for (const each of measured.filter((one) => one.count === count)) {
        const { longest } = await window.work.during(async () => {
          each.times.push(await timeToRows(page));
          await sleep(pause);
        });
        each.longest = Math.max(each.longest, longest);
        await page.keyboard.press(keys.hide);
        await sleep(pause);
      }
    }
  }
  return measured;
}

/** Milliseconds from the press of the key to the frame after the one that has rows. */
async function timeToRows(page: Page): Promise<number> {
  const label = labelOf(0).replace(/\d+$/, '');
  const shown = page.evaluate(
    ([text, wanted]) =>
      new Promise<number>((resolve) => {
        let from: number | undefined;
        const modifiers = ['Control', 'Alt', 'Shift', 'Meta'];
        window.addEventListener(
          'keydown',
          ({ key }) => (from ??= modifiers.includes(key) ? from : performance.now()),
          {
            capture: true,
          },
        );
        const look = (): void => {
          const found = [...document.querySelectorAll('.pane-body .monaco-list-row')].filter(
            (row) => row.textContent.includes(text) && row.checkVisibility(),
          );
          const since = from;
          if (since === undefined || found.length < wanted) requestAnimationFrame(look);
          else
            requestAnimationFrame(() => {
              resolve(performance.now() - since);
            });
        };
        look();
      }),
    [label, rows] as const,
  );
  // The page must listen before the key is pressed.
  await page.evaluate(() => undefined);
  await page.keyboard.press(keys.show);
  return await shown;
}

/** The openings as they are read. */
export function openingTable(measured: readonly ViewOpening[]): Table {
  return {
    caption: 'Opening the instances view',
    columns: [
      'window, instances',
      'from the key to the rows in ms: median (quartiles)',
      'longest piece of work of the window in ms',
    ],
    rows: measured.map((each) => [
      nameOf(each),
      spreadText(spread(each.times)),
      each.longest === 0 ? 'under 50' : each.longest.toFixed(0),
    ]),
  };
}

/** How many times as long it takes with the most instances as with the fewest. */
export function openingRatios(measured: readonly ViewOpening[]): Readonly<Record<string, number>> {
  const of = (state: string, count: number): number =>
    median(measured.find((each) => each.state === state && each.count === count)?.times ?? []);
  return Object.fromEntries(
    states.map((state) => [state, of(state, Math.max(...sizes)) / of(state, Math.min(...sizes))]),
  );
}

/** The openings as bars. */
export function openingChart(measured: readonly ViewOpening[]): Chart {
  const of = (state: string): readonly ViewOpening[] => measured.filter((each) => each.state === state);
  const told = measured.map((each) => `${nameOf(each)}: ${median(each.times).toFixed(0)} ms`);
  return {
    kind: 'bars',
    file: 'fleet-opening',
    title: 'From the key to the rows of the instances view',
    alt: `Bars of median times. ${told.join('. ')}.`,
    axis: 'median in ms',
    groups: [...states],
    series: sizes.map((count) => ({
      name: `${figureOf(count)} instances`,
      values: states.map((state) => {
        const found = of(state).find((each) => each.count === count);
        return found && median(found.times);
      }),
    })),
  };
}

function nameOf({ state, count }: ViewOpening): string {
  return `${state}, ${figureOf(count)}`;
}

/** A count with a space that doesn't break between its thousands. */
export function figureOf(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
}
