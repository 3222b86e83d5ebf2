import type { Page } from 'playwright-core';
import { ExtensionHost } from '../cost/host';
import type { Progress, Table } from '../report/section';
import { median } from './figures';
import { hostOwner, hostOwners, timeByOwner, windowOwner, windowOwners } from './profile';
import type { TimedWindow } from './window';
import { instanceId } from './window';

/** What is profiled. */
const kinds = ['Pair WhatsApp', 'empty panel'] as const;

/** CPU times by owner, in ms, of one opening in a cold window. */
interface Profiled {
  readonly kind: (typeof kinds)[number];
  readonly host: ReadonlyMap<string, number>;
  readonly window: ReadonlyMap<string, number>;
}

/** Profiles both processes while a panel opens in a cold window, in turn, for a number of rounds. */
export async function runProfiles(
  window: TimedWindow,
  rounds: number,
  progress: Progress,
): Promise<readonly Profiled[]> {
  const host = await ExtensionHost.prepare(window.world);
  const { page } = window.world.workbench;
  const all: Profiled[] = [];
  for (let round = 0; round < rounds; round++) {
    progress(`Opening: profile ${round + 1} of ${rounds}`);
    for (const kind of kinds) {
      await window.reload(() => host.reload());
      await host.startProfile();
      const stop = await startProfile(page);
      if (kind === 'Pair WhatsApp') await window.pair(instanceId(0, round));
      else await window.openEmptyPanel();
      const windowTimes = timeByOwner(await stop(), windowOwner);
      all.push({ kind, host: timeByOwner(await host.stopProfile(), hostOwner), window: windowTimes });
      await window.closePanels();
    }
  }
  return all;
}

/** Starts a profile of the window's process, in which the panel's page runs too. Returns what ends it. */
async function startProfile(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 200 });
  await session.send('Profiler.start');
  return async () => {
    const { profile } = await session.send('Profiler.stop');
    await session.detach();
    return profile;
  };
}

/** The table of the profiles. */
export function profileTable(profiles: readonly Profiled[]): Table {
  const row = (process: 'host' | 'window', owner: string): readonly string[] => [
    `${process === 'host' ? 'extension host' : 'window'}: ${owner}`,
    ...kinds.map((kind) => {
      const times = profiles
        .filter((each) => each.kind === kind)
        .map((each) => each[process].get(owner) ?? 0);
      return median(times).toFixed(0);
    }),
  ];
  return {
    caption:
      'CPU profiles of a cold window, gateway’s delay 0 ms, from before the key press until after the code: median in ms',
    columns: ['code of', ...kinds],
    rows: [
      ...hostOwners.map((owner) => row('host', owner)),
      ...windowOwners.map((owner) => row('window', owner)),
    ],
  };
}
