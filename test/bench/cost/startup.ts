import type { Chart, Progress, Table } from '../report/section';
import { median, spread, spreadText } from '../opening/figures';
import { findActivation } from './activation';
import type { ExtensionHost } from './host';

/** The measured extensions and their names in the report. */
const extensions = [
  { id: 'pair-whatsapp.pair-whatsapp', name: 'Pair WhatsApp' },
  { id: 'vscode.git', name: 'Git' },
  { id: 'vscode.github-authentication', name: 'GitHub Authentication' },
  { id: 'bench.empty-panel', name: 'an extension that does nothing' },
] as const;

/** The activation times of one extension, in ms. */
export interface Activations {
  readonly name: string;
  readonly load: number[];
  readonly call: number[];
}

/** Loads a window repeatedly and collects the editor’s figures. */
export async function measureActivation(
  host: ExtensionHost,
  loads: number,
  progress: Progress,
): Promise<readonly Activations[]> {
  const all = extensions.map(({ name }): Activations => ({ name, load: [], call: [] }));
  for (let count = 0; count < loads; count++) {
    progress(`Cost: window load ${count + 1} of ${loads}`);
    await host.reload();
    // Activates extensions that aren’t active yet, and waits for the others.
    await host.activate(extensions.map(({ id }) => id));
    const report = await host.startupReport();
    for (const [index, { id }] of extensions.entries()) {
      const found = findActivation(report, id);
      if (!found) throw new Error(`The editor’s startup report has no figures for ${id}.`);
      all[index]?.load.push(found.load);
      all[index]?.call.push(found.call);
    }
    await host.closePanels();
  }
  return all;
}

/** The table of the activations. */
export function activationTable(all: readonly Activations[]): Table {
  return {
    caption: 'Activation in ms: median (quartiles)',
    columns: ['extension', 'Load Code', 'Call Activate'],
    rows: all.map(({ name, load, call }) => [name, spreadText(spread(load)), spreadText(spread(call))]),
  };
}

/** The chart of the activations. */
export function activationChart(all: readonly Activations[]): Chart {
  const series = [
    { name: 'Load Code', values: all.map(({ load }) => median(load)) },
    { name: 'Call Activate', values: all.map(({ call }) => median(call)) },
  ];
  const descriptions = all.map(
    ({ name, load, call }) => `${name}: ${median(load)} ms to load, ${median(call)} ms to activate`,
  );
  return {
    kind: 'bars',
    file: 'activation',
    title: 'Activation, as measured by the editor',
    alt: `Bars of median activation times. ${descriptions.join('. ')}.`,
    axis: 'median in ms',
    groups: all.map(({ name }) => name),
    series,
  };
}
