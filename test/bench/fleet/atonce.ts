import { setTimeout as sleep } from 'node:timers/promises';
import type { HostState } from '../cost/host';
import { readSvg } from '../life/readsvg';
import type { Progress, Table } from '../report/section';
import type { CodeFigures } from './codecheck';
import { checkCodes } from './codecheck';
import type { Regularity } from './regularity';
import { regularity } from './regularity';
import type { FleetWindow } from './window';
import { pairedInstances } from './window';

/** The figures of the process in which extensions run, at one moment. */
export interface HostMoment extends HostState {
  readonly name: string;
}

/** The results of many simultaneous pairings. */
export interface AtOnce {
  readonly moments: readonly HostMoment[];
  /** How regularly the hidden pairings requested their sessions. */
  readonly hidden: Regularity;
  readonly codes: CodeFigures;
  /** Requests that came earlier than the gateway allows. */
  readonly requestsTooSoon: number;
  /** Requests that were canceled or cut before an answer. */
  readonly unanswered: number;
}

/** The extent of the measurement. */
export interface AtOnceExtent {
  /** Duration of the CPU measurements, in ms. */
  readonly duration: number;
  /** How many panels are shown, one after another. */
  readonly panels: number;
}

/** Interval at which a hidden pairing requests its session, in ms. Source: the contract of the pairing. */
const hiddenInterval = 10_000;
/** How long each panel is shown, in ms. */
const viewTime = 1_500;
const settleTime = 3_000;

/** Pairs a hundred instances at once and shows their panels one after another. */
export async function measureAtOnce(
  window: FleetWindow,
  { duration, panels }: AtOnceExtent,
  progress: Progress,
): Promise<AtOnce> {
  const { host, codes, world } = window;
  const { gateway } = world;
  const [requestsBefore, violationsBefore] = [gateway.requests.length, gateway.violations.length];
  const moments: HostMoment[] = [];
  const record = async (name: string): Promise<void> => {
    progress(`Fleet: ${name}`);
    await sleep(settleTime);
    moments.push({ name, ...(await host.state(duration)) });
  };
  await window.reload(0, 60);
  const begin = Date.now();
  await record('before');
  const ids = pairedInstances.map(({ id }) => id);
  await host.pair(ids);
  const from = gateway.requests.length;
  await record(`${ids.length} pairings`);
  const hidden = regularity(gateway.requests.slice(from), '/v2/session/info', hiddenInterval);
  for (let panel = 0; panel < panels; panel++) {
    if (panel % 10 === 0) progress(`Fleet: showing panel ${panel + 1} of ${panels}`);
    await host.run('workbench.action.nextEditor');
    await sleep(viewTime);
  }
  progress('Fleet: reading the codes that were shown');
  const codeFigures = await checkCodes(codes.since(begin), window.issuedCodes, readSvg);
  await host.closePanels();
  await record('after all of them');
  const unanswered = gateway.requests.slice(requestsBefore).filter(({ outcome }) => outcome !== 'answered');
  return {
    moments,
    hidden,
    codes: codeFigures,
    requestsTooSoon: gateway.violations.length - violationsBefore,
    unanswered: unanswered.length,
  };
}

/** Milliseconds of processor time per second for each pairing, without the cost of the window before. Undefined if it wasn’t measured. */
export function costPerPairing({ moments: [before, during] }: Pick<AtOnce, 'moments'>): number | undefined {
  return before && during ? (during.cpuLoad - before.cpuLoad) / pairedInstances.length : undefined;
}

/** The table of the moments. */
export function momentTable({ moments }: AtOnce): Table {
  return {
    caption: 'A hundred pairings at once: the process in which extensions run, all extensions together',
    columns: ['moment', 'heap in MB', 'CPU in ms per s', 'own timers', 'TCP connections'],
    rows: moments.map(({ name, figures, cpuLoad }) => [
      name,
      (figures.heap / 1e6).toFixed(2),
      cpuLoad.toFixed(1),
      `${figures.ownTimers}`,
      `${figures.resources['TCPSocketWrap'] ?? 0}`,
    ]),
  };
}
