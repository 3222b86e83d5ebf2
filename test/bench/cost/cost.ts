import path from 'node:path';
import { pairFirst, qrCode } from '../../outside/person';
import { openWorld } from '../../outside/world';
import { addExtension } from '../opening/addextension';
import { floor } from '../opening/floor';
import type { Progress, Section } from '../report/section';
import { ExtensionHost } from './host';
import type { Moment } from './load';
import { counts, growthChart, growthTable, loadTable, measureLoad, restlessness, steps } from './load';
import type { Size } from './sizes';
import { measureSizes, sizeTable } from './sizes';
import type { Activations } from './startup';
import { activationChart, activationTable, measureActivation } from './startup';

const defaultLoads = 10;
const most = Math.max(...counts);
const long = 24 * 60 * 60 * 1_000;

/** Measures what the extension costs the window that it is installed in. */
export async function measureCost(
  { loads = defaultLoads }: { loads?: number },
  progress: Progress,
): Promise<Section> {
  progress('Cost: starting VS Code');
  const ids = Array.from({ length: most }, (_, index) => `COST${String(index).padStart(8, '0')}`);
  const first = 'FIRST0000001';
  const session = { starting: 0, firstCode: long, laterCode: long };
  const instances = [first, ...ids].map((id) => ({ id, session }));
  const world = await openWorld('newest', { instances });
  try {
    await pairFirst(world, first);
    await qrCode(world).waitFor();
    await world.workbench.closeEditor(first);
    await addExtension(world.server, floor);
    const host = await ExtensionHost.prepare(world);
    const activations = await measureActivation(host, loads, progress);
    const moments = await measureLoad(host, ids, progress);
    const sizes = await measureSizes(path.resolve('dist/pair-whatsapp.vsix'));
    const refused = world.gateway.violations.length;
    return sectionOf({ activations, moments, sizes, refused }, loads, world.server.version);
  } finally {
    await world.close();
  }
}

interface Cost {
  readonly activations: readonly Activations[];
  readonly moments: readonly Moment[];
  readonly sizes: readonly Size[];
  /** Calls that came sooner than the gateway allows. */
  readonly refused: number;
}

/** The section that tells what was measured. */
export function sectionOf(
  { activations, moments, sizes, refused }: Cost,
  loads: number,
  version: string,
): Section {
  const idle = moments.filter(({ pairings }) => pairings === 0);
  const idleTimers = idle.map(({ stock }) => stock.ownTimers).join(', ');
  return {
    title: 'Cost',
    paragraphs: [
      `VS Code ${version}. Activation: median of ${loads} window loads, from the editor’s own table (Developer: Startup Performance), which counts whole milliseconds. Of Load Code the helper extension saw how long the file itself took to be read, compiled and run; the rest of it is not spent in the extension’s code. Git is activated by the editor, GitHub Authentication by a helper extension that asks for it, Pair WhatsApp by the editor when the window is up. Goal: under 5 ms of its own time.`,
      `Heap and CPU are those of the process in which all extensions run, with the built-in ones and the helper in it; the heap is taken after collections, CPU over 20 s. Each pairing has a panel of its own in one editor group: the visible one asks for codes, the hidden ones ask for the session every 10 s. The idle moments differ by ${(restlessness(moments) / 1e6).toFixed(2)} MB among themselves: a step that adds up to less says nothing. Calls that came too soon: ${refused}.`,
      `Timers of ours while nothing is going on (before the first pairing, after it, after all): ${idleTimers}. They are counted by the helper, which sees every timer that code of the extension sets. Goal: none.`,
    ],
    tables: [activationTable(activations), sizeTable(sizes), loadTable(moments), growthTable(steps(moments))],
    charts: [activationChart(activations), growthChart(steps(moments))],
  };
}
