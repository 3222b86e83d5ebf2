import type { Chart, Progress, Table } from '../report/section';
import { median, spread, spreadText } from '../opening/figures';
import { findActivation } from './activation';
import type { ExtensionHost } from './host';

/** Whose activation is looked at, and by which name it is told. */
const watched = [
  { id: 'pair-whatsapp.pair-whatsapp', name: 'Pair WhatsApp' },
  { id: 'vscode.git', name: 'Git' },
  { id: 'vscode.github-authentication', name: 'GitHub Authentication' },
  { id: 'bench.floor', name: 'an extension that does nothing' },
] as const;

/** The activations of one extension, in ms. */
export interface Activations {
  readonly name: string;
  readonly load: number[];
  readonly call: number[];
  /** Reading, compiling and running its file, without what happens in between; none for one that was too early. */
  readonly own: number[];
}

/** Loads a window so many times and takes down the editor's figures. */
export async function measureActivation(
  host: ExtensionHost,
  loads: number,
  progress: Progress,
): Promise<readonly Activations[]> {
  const all = watched.map(({ name }): Activations => ({ name, load: [], call: [], own: [] }));
  for (let count = 0; count < loads; count++) {
    progress(`Cost: window load ${count + 1} of ${loads}`);
    await host.reload();
    // Those that nothing has needed yet are activated now; for the others this waits until they are.
    await host.activate(watched.map(({ id }) => id));
    const report = await host.startupReport();
    for (const [index, { id }] of watched.entries()) {
      const found = findActivation(report, id);
      if (!found) throw new Error(`The editor's report on its start has no figures for ${id}.`);
      all[index]?.load.push(found.load);
      all[index]?.call.push(found.call);
      const own = await host.loadTime(id);
      if (own !== undefined) all[index]?.own.push(own);
    }
    await host.closePanels();
  }
  return all;
}

/** The activations as they are read. */
export function activationTable(all: readonly Activations[]): Table {
  return {
    caption: 'Activation in ms: median (quartiles)',
    columns: ['extension', 'Load Code', 'Call Activate', 'of that its file by itself'],
    rows: all.map(({ name, load, call, own }) => [
      name,
      spreadText(spread(load)),
      spreadText(spread(call)),
      own.length > 0 ? spreadText(spread(own), 1) : 'not seen',
    ]),
  };
}

/** The activations as bars. */
export function activationChart(all: readonly Activations[]): Chart {
  const series = [
    { name: 'Load Code', values: all.map(({ load }) => median(load)) },
    { name: 'Call Activate', values: all.map(({ call }) => median(call)) },
  ];
  const told = all.map(
    ({ name, load, call }) => `${name}: ${median(load)} ms to load, ${median(call)} ms to activate`,
  );
  return {
    kind: 'bars',
    file: 'activation',
    title: 'Activation, by the editor’s own figures',
    alt: `Bars of median activation times. ${told.join('. ')}.`,
    axis: 'median in ms',
    groups: all.map(({ name }) => name),
    series,
  };
}
