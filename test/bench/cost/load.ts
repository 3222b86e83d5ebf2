import { setTimeout as sleep } from 'node:timers/promises';
import type { Chart, Progress, Table } from '../report/section';
import type { Stock } from './helper';
import type { ExtensionHost } from './host';

/** How many pairings run at once. */
export const counts = [1, 10, 100] as const;
/** Over which processor time is counted, in ms: two polls of every kind at least. */
const stretch = 20_000;
/** Until a change is done, in ms. */
const settling = 3_000;

/** What the process holds and takes at one moment of the run. */
export interface Moment {
  readonly name: string;
  readonly pairings: number;
  readonly stock: Stock;
  /** Milliseconds of processor time for each second. */
  readonly load: number;
}

/** Takes stock before the first pairing, with more and more of them, and after the last. */
export async function measureLoad(
  host: ExtensionHost,
  ids: readonly string[],
  progress: Progress,
): Promise<readonly Moment[]> {
  const moments: Moment[] = [];
  const note = async (name: string, pairings: number): Promise<void> => {
    progress(`Cost: ${name}`);
    await sleep(settling);
    const before = await host.stock();
    const load = await host.load(stretch);
    const after = await host.stock();
    // What other extensions hold for a while is in one of them only, if it is no part of the least.
    const heap = Math.min(before.heap, after.heap);
    moments.push({ name, pairings, load, stock: { ...after, heap } });
  };
  await host.reload();
  await sleep(settling);
  await note('idle, before the first pairing', 0);
  await host.pair(ids.slice(0, 1));
  await sleep(settling);
  await host.closePanels();
  await note('idle, after one pairing', 0);
  let running = 0;
  for (const count of counts) {
    // One after the other: what was paired already is only brought into view.
    await host.pair(ids.slice(running, count));
    running = count;
    await note(`pairing ${count}`, count);
  }
  await host.closePanels();
  await note('idle, after all of them', 0);
  return moments;
}

/** Growth of something from one moment to a later one, for each pairing more. */
export function growth(
  before: Moment | undefined,
  after: Moment | undefined,
  what: (moment: Moment) => number,
): number {
  if (!before || !after || before.pairings === after.pairings) throw new Error('Nothing grew in between.');
  return (what(after) - what(before)) / (after.pairings - before.pairings);
}

/** How far the heaps of idle moments lie apart, in bytes: what is no matter of pairings. */
export function restlessness(moments: readonly Moment[]): number {
  const heaps = moments.filter(({ pairings }) => pairings === 0).map(({ stock }) => stock.heap);
  return Math.max(...heaps) - Math.min(...heaps);
}

/** The moments as they are read. */
export function loadTable(moments: readonly Moment[]): Table {
  return {
    caption: 'The process in which extensions run, all extensions together',
    columns: ['moment', 'heap in MB', 'CPU in ms per s', 'timers of ours', 'timers of all', 'gateways'],
    rows: moments.map(({ name, stock, load }) => [
      name,
      (stock.heap / 1e6).toFixed(2),
      load.toFixed(1),
      `${stock.ownTimers}`,
      `${stock.resources['Timeout'] ?? 0}`,
      `${stock.resources['TCPSocketWrap'] ?? 0}`,
    ]),
  };
}

/** A stretch of the run in which pairings were added. */
export interface Step {
  readonly name: string;
  /** Kilobytes for each pairing more. */
  readonly heap: number;
  /** Milliseconds of processor time per second for each pairing more. */
  readonly load: number;
}

/** What each further pairing costs, from one count to the next. */
export function steps(moments: readonly Moment[]): readonly Step[] {
  const with0 = moments.findLast(
    ({ pairings }, index) => pairings === 0 && moments[index + 1]?.pairings === 1,
  );
  const at = (count: number): Moment | undefined =>
    count === 0 ? with0 : moments.find(({ pairings }) => pairings === count);
  const from = [0, ...counts];
  return counts.map((count, index) => ({
    name: `from ${from[index]} to ${count}`,
    heap: growth(at(from[index] ?? 0), at(count), ({ stock }) => stock.heap) / 1e3,
    load: growth(at(from[index] ?? 0), at(count), ({ load }) => load),
  }));
}

/** The steps as they are read. */
export function growthTable(all: readonly Step[]): Table {
  return {
    caption: 'Growth for each pairing more',
    columns: ['pairings', 'heap in kB', 'CPU in ms per s'],
    rows: all.map(({ name, heap, load }) => [name, heap.toFixed(0), load.toFixed(2)]),
  };
}

/** The growth of the heap as bars. */
export function growthChart(all: readonly Step[]): Chart {
  return {
    kind: 'bars',
    file: 'growth',
    title: 'Heap for each pairing more',
    alt: `Bars of the heap’s growth. ${all.map(({ name, heap }) => `${name} pairings: ${heap.toFixed(0)} kB each`).join('. ')}.`,
    axis: 'kB for each pairing',
    groups: all.map(({ name }) => name),
    series: [{ name: 'heap', values: all.map(({ heap }) => heap) }],
  };
}
