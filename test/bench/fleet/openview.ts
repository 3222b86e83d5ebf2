import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { median, spread, spreadText } from '../opening/figures';
import type { Chart, Progress, Table } from '../report/section';
import type { FleetWindow } from './window';
import { keys, labelOf, sizes } from './window';

/** Cold is a window that was just loaded, warm is one in which the view was open before. */
const states = ['cold', 'warm'] as const;

/** The times until rows were visible, in ms. */
export interface ViewOpening {
  readonly state: (typeof states)[number];
  readonly count: number;
  readonly times: readonly number[];
  /** The longest task of the window’s main thread during that, in ms. */
  readonly longest: number;
}

/** The number of rows to wait for. Every window has room for more. */
const rows = 10;
/** Low enough that requests for states don’t influence the measurement. */
const budget = 60;
const settleTime = 1_500;

/** Opens the view a number of times with each number of instances, in turn. */
export async function measureOpenings(
  window: FleetWindow,
  rounds: number,
  progress: Progress,
): Promise<readonly ViewOpening[]> {
  const { page } = window.world.workbench;
  const openings = sizes.flatMap((count) =>
    states.map((state) => ({ state, count, times: [] as number[], longest: 0 })),
  );
  for (let round = 0; round < rounds; round++) {
    for (const count of sizes) {
      progress(`Fleet: opening the view with ${count} instances, round ${round + 1} of ${rounds}`);
      await window.reload(count, budget);
      for (const each of openings.filter((one) => one.count === count)) {
        const { longest } = await window.work.during(async () => {
          each.times.push(await timeToRows(page));
          await sleep(settleTime);
        });
        each.longest = Math.max(each.longest, longest);
        await page.keyboard.press(keys.hide);
        await sleep(settleTime);
      }
    }
  }
  return openings;
}

/** Milliseconds from the key press to the frame after the one that shows the rows. */
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
        const check = (): void => {
          const found = [...document.querySelectorAll('.pane-body .monaco-list-row')].filter(
            (row) => row.textContent.includes(text) && row.checkVisibility(),
          );
          const since = from;
          if (since === undefined || found.length < wanted) requestAnimationFrame(check);
          else
            requestAnimationFrame(() => {
              resolve(performance.now() - since);
            });
        };
        check();
      }),
    [label, rows] as const,
  );
  // The page must listen before the key is pressed.
  await page.evaluate(() => undefined);
  await page.keyboard.press(keys.show);
  return await shown;
}

/** The table of the openings. */
export function openingTable(openings: readonly ViewOpening[]): Table {
  return {
    caption: 'Opening the instances view',
    columns: [
      'window, instances',
      'from the key to the rows in ms: median (quartiles)',
      'longest task of the window in ms',
    ],
    rows: openings.map((each) => [
      nameOf(each),
      spreadText(spread(each.times)),
      each.longest === 0 ? 'under 50' : each.longest.toFixed(0),
    ]),
  };
}

/** The time with the most instances divided by the time with the fewest, for each state. */
export function openingRatios(openings: readonly ViewOpening[]): Readonly<Record<string, number>> {
  const timeOf = (state: string, count: number): number =>
    median(openings.find((each) => each.state === state && each.count === count)?.times ?? []);
  return Object.fromEntries(
    states.map((state) => [state, timeOf(state, Math.max(...sizes)) / timeOf(state, Math.min(...sizes))]),
  );
}

/** The chart of the openings. */
export function openingChart(openings: readonly ViewOpening[]): Chart {
  const of = (state: string): readonly ViewOpening[] => openings.filter((each) => each.state === state);
  const descriptions = openings.map((each) => `${nameOf(each)}: ${median(each.times).toFixed(0)} ms`);
  return {
    kind: 'bars',
    file: 'fleet-opening',
    title: 'From the key to the rows of the instances view',
    alt: `Bars of median times. ${descriptions.join('. ')}.`,
    axis: 'median in ms',
    groups: [...states],
    series: sizes.map((count) => ({
      name: `${groupThousands(count)} instances`,
      values: states.map((state) => {
        const found = of(state).find((each) => each.count === count);
        return found && median(found.times);
      }),
    })),
  };
}

function nameOf({ state, count }: ViewOpening): string {
  return `${state}, ${groupThousands(count)}`;
}

/** A count with non-breaking spaces between thousands. */
export function groupThousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
}
