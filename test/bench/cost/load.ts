import { setTimeout as sleep } from 'node:timers/promises';
import type { Chart, Progress, Table } from '../report/section';
import type { ExtensionHost, HostState } from './host';

/** The numbers of simultaneous pairings. */
export const counts = [1, 10, 100] as const;
/** Duration of a CPU measurement in ms, long enough for two polls of every kind. */
const cpuDuration = 20_000;
/** Wait after each change, in ms. */
const settleTime = 3_000;
/** Wait until the status bar no longer tells of pairings whose tabs were closed, in ms. */
const toldTime = 32_000;

/** The figures of the process at one moment of the run. */
export interface Moment extends HostState {
  readonly name: string;
  readonly pairings: number;
}

/** Measures the process before the first pairing, with a growing number of pairings, and after the last. */
export async function measureLoad(
  host: ExtensionHost,
  ids: readonly string[],
  progress: Progress,
): Promise<readonly Moment[]> {
  const moments: Moment[] = [];
  const record = async (name: string, pairings: number): Promise<void> => {
    progress(`Cost: ${name}`);
    await sleep(settleTime);
    moments.push({ name, pairings, ...(await host.state(cpuDuration)) });
  };
  await host.reload();
  await sleep(settleTime);
  await record('idle, before the first pairing', 0);
  await host.pair(ids.slice(0, 1));
  await sleep(settleTime);
  await host.closePanels();
  await sleep(toldTime);
  await record('idle, after one pairing', 0);
  let running = 0;
  for (const count of counts) {
    // One after another. The earlier ones are paired already.
    await host.pair(ids.slice(running, count));
    running = count;
    await record(`pairing ${count}`, count);
  }
  await host.closePanels();
  await sleep(toldTime);
  await record('idle, after all of them', 0);
  return moments;
}

/** The growth of a figure from one moment to a later one, for each additional pairing. */
export function growth(
  before: Moment | undefined,
  after: Moment | undefined,
  valueOf: (moment: Moment) => number,
): number {
  if (!before || !after || before.pairings === after.pairings)
    throw new Error('Both moments have the same number of pairings.');
  return (valueOf(after) - valueOf(before)) / (after.pairings - before.pairings);
}

/** The difference between the largest and the smallest heap of the idle moments, in bytes. Pairings don’t cause it. */
export function idleDifference(moments: readonly Moment[]): number {
  const heaps = moments.filter(({ pairings }) => pairings === 0).map(({ figures }) => figures.heap);
  return Math.max(...heaps) - Math.min(...heaps);
}

/** The table of the moments. */
export function loadTable(moments: readonly Moment[]): Table {
  return {
    caption: 'The process in which extensions run, all extensions together',
    columns: ['moment', 'heap in MB', 'CPU in ms per s', 'own timers', 'all timers', 'TCP connections'],
    rows: moments.map(({ name, figures, cpuLoad }) => [
      name,
      (figures.heap / 1e6).toFixed(2),
      cpuLoad.toFixed(1),
      `${figures.ownTimers}`,
      `${figures.resources['Timeout'] ?? 0}`,
      `${figures.resources['TCPSocketWrap'] ?? 0}`,
    ]),
  };
}

/** A part of the run in which pairings were added. */
export interface Step {
  readonly name: string;
  /** Kilobytes for each additional pairing. */
  readonly heap: number;
  /** Milliseconds of processor time per second, for each additional pairing. */
  readonly load: number;
}

/** The cost of each additional pairing, from one number of pairings to the next. */
export function steps(moments: readonly Moment[]): readonly Step[] {
  const with0 = moments.findLast(
    ({ pairings }, index) => pairings === 0 && moments[index + 1]?.pairings === 1,
  );
  const at = (count: number): Moment | undefined =>
    count === 0 ? with0 : moments.find(({ pairings }) => pairings === count);
  const from = [0, ...counts];
  return counts.map((count, index) => ({
    name: `from ${from[index]} to ${count}`,
    heap: growth(at(from[index] ?? 0), at(count), ({ figures }) => figures.heap) / 1e3,
    load: growth(at(from[index] ?? 0), at(count), ({ cpuLoad }) => cpuLoad),
  }));
}

/** The table of the steps. */
export function growthTable(all: readonly Step[]): Table {
  return {
    caption: 'Growth for each additional pairing',
    columns: ['pairings', 'heap in kB', 'CPU in ms per s'],
    rows: all.map(({ name, heap, load }) => [name, heap.toFixed(0), load.toFixed(2)]),
  };
}

/** The chart of the heap’s growth. */
export function growthChart(all: readonly Step[]): Chart {
  return {
    kind: 'bars',
    file: 'growth',
    title: 'Heap for each additional pairing',
    alt: `Bars of the heap’s growth. ${all.map(({ name, heap }) => `${name} pairings: ${heap.toFixed(0)} kB each`).join('. ')}.`,
    axis: 'kB for each pairing',
    groups: all.map(({ name }) => name),
    series: [{ name: 'heap', values: all.map(({ heap }) => heap) }],
  };
}
