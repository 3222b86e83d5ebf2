import { setTimeout as sleep } from 'node:timers/promises';
import type { HostFigures } from '../cost/helper';
import { readSvg } from '../life/readsvg';
import type { Progress, Table } from '../report/section';
import type { Verdict } from './judge';
import { judge } from './judge';
import type { Regularity } from './lateness';
import { regularity } from './lateness';
import type { FleetWindow } from './window';
import { paired } from './window';

/** What the extensions' process holds and takes. */
export interface HostMoment {
  readonly name: string;
  readonly stock: HostFigures;
  /** Milliseconds of processor time for each second. */
  readonly load: number;
}

/** What came of many pairings at once. */
export interface AtOnce {
  readonly moments: readonly HostMoment[];
  /** How regularly the hidden ones asked for their sessions. */
  readonly hidden: Regularity;
  readonly verdict: Verdict;
  /** Calls that came sooner than the gateway allows. */
  readonly refused: number;
  /** Calls that were given up or cut before they were answered. */
  readonly unanswered: number;
}

/** How much of it is looked at. */
export interface AtOnceExtent {
  /** For how long processor time and calls are counted, in ms. */
  readonly stretch: number;
  /** How many panels are brought into sight, one after the other. */
  readonly looks: number;
}

/** How often a hidden pairing asks for its session, in ms. Source: the contract of the pairing. */
const hiddenPace = 10_000;
/** How long each panel is looked at, in ms. */
const look = 1_500;
const settling = 3_000;

/** Pairs a hundred instances at once, and looks at one after the other of them. */
export async function measureAtOnce(
  window: FleetWindow,
  { stretch, looks }: AtOnceExtent,
  progress: Progress,
): Promise<AtOnce> {
  const { host, codes, world } = window;
  const { gateway } = world;
  const [callsBefore, refusedBefore] = [gateway.requests.length, gateway.violations.length];
  const moments: HostMoment[] = [];
  const note = async (name: string): Promise<void> => {
    progress(`Fleet: ${name}`);
    await sleep(settling);
    const before = await host.figures();
    const load = await host.cpuLoad(stretch);
    const after = await host.figures();
    const heap = Math.min(before.heap, after.heap);
    moments.push({ name, load, stock: { ...after, heap } });
  };
  await window.reload(0, 60);
  const begin = Date.now();
  await note('before');
  const ids = paired.map(({ id }) => id);
  await host.pair(ids);
  const from = gateway.requests.length;
  await note(`${ids.length} pairings`);
  const hidden = regularity(gateway.requests.slice(from), '/v2/session/info', hiddenPace);
  for (let seen = 0; seen < looks; seen++) {
    if (seen % 10 === 0) progress(`Fleet: looking at panel ${seen + 1} of ${looks}`);
    await host.run('workbench.action.nextEditor');
    await sleep(look);
  }
  progress('Fleet: reading what was shown');
  const verdict = await judge(codes.since(begin), window.delivered, readSvg);
  await host.closePanels();
  await note('after all of them');
  const unanswered = gateway.requests.slice(callsBefore).filter(({ outcome }) => outcome !== 'answered');
  return {
    ...{ moments, hidden, verdict },
    refused: gateway.violations.length - refusedBefore,
    unanswered: unanswered.length,
  };
}

/** What the process holds and takes, as it is read. */
export function momentTable({ moments }: AtOnce): Table {
  return {
    caption: 'A hundred pairings at once: the process in which extensions run, all extensions together',
    columns: ['moment', 'heap in MB', 'CPU in ms per s', 'timers of ours', 'gateways'],
    rows: moments.map(({ name, stock, load }) => [
      name,
      (stock.heap / 1e6).toFixed(2),
      load.toFixed(1),
      `${stock.ownTimers}`,
      `${stock.resources['TCPSocketWrap'] ?? 0}`,
    ]),
  };
}
