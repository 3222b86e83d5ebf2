import path from 'node:path';
import { pairFirst, qrCode } from '../../outside/person';
import { openWorld } from '../../outside/world';
import { addExtension } from '../opening/addextension';
import { emptyPanelExtension } from '../opening/emptypanel';
import type { Progress, Section } from '../report/section';
import { ExtensionHost } from './host';
import type { Moment } from './load';
import { counts, growthChart, growthTable, loadTable, measureLoad, idleDifference, steps } from './load';
import type { Size } from './sizes';
import { measureSizes, sizeTable } from './sizes';
import type { Activations } from './startup';
import { activationChart, activationTable, measureActivation } from './startup';

const defaultLoads = 10;
const maxPairings = Math.max(...counts);
const oneDay = 24 * 60 * 60 * 1_000;

/** Measures how much the extension costs in time, memory, CPU and bytes. */
export async function measureCost(
  { loads = defaultLoads }: { loads?: number },
  progress: Progress,
): Promise<Section> {
  progress('Cost: starting VS Code');
  const ids = Array.from({ length: maxPairings }, (_, index) => `COST${String(index).padStart(8, '0')}`);
  const first = 'FIRST0000001';
  const session = { starting: 0, firstCode: oneDay, laterCode: oneDay };
  const instances = [first, ...ids].map((id) => ({ id, session }));
  // Answers that come at once cost the least, so that the load is the product's own.
  const world = await openWorld('newest', { instances, behavior: { like: 'docs' } });
  try {
    await pairFirst(world, first);
    await qrCode(world).waitFor();
    await world.workbench.closeEditor(first);
    await addExtension(world.server, emptyPanelExtension);
    const host = await ExtensionHost.prepare(world);
    const activations = await measureActivation(host, loads, progress);
    const moments = await measureLoad(host, ids, progress);
    const sizes = await measureSizes(path.resolve('dist/pair-whatsapp.vsix'));
    const requestsTooSoon = world.gateway.violations.length;
    return sectionOf({ activations, moments, sizes, requestsTooSoon }, loads, world.server.version);
  } finally {
    await world.close();
  }
}

interface Cost {
  readonly activations: readonly Activations[];
  readonly moments: readonly Moment[];
  readonly sizes: readonly Size[];
  /** Requests that came earlier than the gateway allows. */
  readonly requestsTooSoon: number;
}

/** The report’s section with these figures. */
export function sectionOf(
  { activations, moments, sizes, requestsTooSoon }: Cost,
  loads: number,
  version: string,
): Section {
  const idle = moments.filter(({ pairings }) => pairings === 0);
  const idleTimers = idle.map(({ figures }) => figures.ownTimers).join(', ');
  return {
    title: 'Cost',
    paragraphs: [
      `VS Code ${version}. Activation: median of ${loads} window loads, from the editor’s own table (Developer: Startup Performance), in whole milliseconds. The editor activates Git, a helper extension activates GitHub Authentication, and the editor activates Pair WhatsApp once the window is ready.`,
      `Heap and CPU are those of the process in which all extensions run, including the built-in ones and the helper. The heap is measured after garbage collections, CPU over 20 s. Each pairing has its own panel in one editor group: the visible one requests codes, the hidden ones request the session every 10 s. The idle moments differ by ${(idleDifference(moments) / 1e6).toFixed(2)} MB from each other, so a smaller step means nothing. Requests that came too soon: ${requestsTooSoon}.`,
      `Timers of the extension while it is idle (before the first pairing, after it, after all): ${idleTimers}. The helper counts every timer that the extension’s code sets, except while CPU is measured: finding out whose a timer is takes time itself. Goal: none.`,
    ],
    tables: [activationTable(activations), sizeTable(sizes), loadTable(moments), growthTable(steps(moments))],
    charts: [activationChart(activations), growthChart(steps(moments))],
  };
}
