import { setTimeout as sleep } from 'node:timers/promises';
import { readSvg } from '../life/readsvg';
import { spread, spreadText } from '../opening/figures';
import type { Progress, Table } from '../report/section';
import type { Verdict } from './judge';
import { judge } from './judge';
import { ScreenPhone } from './screenphone';
import type { FleetWindow } from './window';
import { queued } from './window';

/** What came of a queue that was linked without a human. */
export interface InARow {
  readonly count: number;
  readonly linked: number;
  /** From the command to the summary, in ms. */
  readonly whole: number;
  /** From each scan to the code of the next instance, in ms. */
  readonly turns: readonly number[];
  /** Codes that a phone scanned in vain. */
  readonly dead: number;
  readonly verdict: Verdict;
  /** Calls for codes, for each instance. */
  readonly calls: number;
  /** Most instances that were asked about in any five seconds. */
  readonly atOnce: number;
  readonly refused: number;
}

/** How long the phone takes to hold still, in ms. */
export const aim = 500;
/** Nobody waits longer for one phone, in ms. */
const patience = 60_000;
const qrPath = '/v2/auth/qr';

/** Pairs so many in a row with a phone that scans whatever is in sight. */
export async function measureInARow(window: FleetWindow, count: number, progress: Progress): Promise<InARow> {
  const { host, codes, world } = window;
  const { gateway, workbench } = world;
  const ids = queued.slice(0, count).map(({ id }) => id);
  await window.reload(0, 60);
  const [calls, refused] = [gateway.requests.length, gateway.violations.length];
  const phone = new ScreenPhone(codes, gateway.url, aim);
  const begin = Date.now();
  try {
    await host.run(
      'pairWhatsApp.pairSeveral',
      null,
      ids.map((instanceId) => ({ gateway: '', instanceId })),
    );
    let told = 0;
    for (let moved = begin; ;) {
      if (await isOver(window, count)) break;
      if (phone.linked.size > told) {
        told = phone.linked.size;
        moved = Date.now();
        if (told % 5 === 0) progress(`Fleet: ${told} of ${count} in a row are linked`);
      }
      if (Date.now() - moved > patience) {
        const text = await workbench.panel.content.locator('body').innerText();
        throw new Error(`The queue came to a halt after ${told} of ${count}; its panel says: ${text}`);
      }
      await sleep(100);
    }
  } finally {
    phone.stop();
  }
  const whole = Date.now() - begin;
  const showings = codes.since(begin);
  const requests = gateway.requests.slice(calls);
  const verdict = await judge(showings, window.delivered, readSvg);
  await host.closePanels();
  const shownAt = ids.map((id) => showings.find(({ instance }) => instance === id)?.from ?? NaN);
  return {
    ...{ count, whole, verdict, dead: phone.dead, refused: gateway.violations.length - refused },
    linked: ids.filter((id) => gateway.instance(id).state === 'WORKING').length,
    turns: ids
      .slice(1)
      .map((_, index) => (shownAt[index + 1] ?? NaN) - (phone.linked.get(ids[index] ?? '') ?? NaN)),
    calls: requests.filter(({ path }) => path === qrPath).length / count,
    atOnce: maxConcurrent(requests.filter(({ path }) => path === qrPath)),
  };
}

/** Whether the summary is there. */
async function isOver({ world }: FleetWindow, count: number): Promise<boolean> {
  const heading = world.workbench.panel.content.getByRole('heading', { name: `${count} instances: ` });
  return (await heading.count()) > 0;
}

/** Of how many instances codes were asked for in the five seconds that had most. */
export function maxConcurrent(
  requests: readonly { readonly instance?: string; readonly startedAt: number }[],
): number {
  const within = requests.map(({ startedAt: until }) => {
    const near = requests.filter(({ startedAt }) => startedAt <= until && startedAt > until - 5_000);
    return new Set(near.map(({ instance }) => instance)).size;
  });
  return Math.max(0, ...within);
}

/** The queue as it is read. */
export function rowTable({ count, linked, whole, turns, dead, calls, atOnce, refused }: InARow): Table {
  return {
    caption: 'A queue that is linked without a human',
    columns: ['what', 'figure'],
    rows: [
      ['linked', `${linked} of ${count}`],
      ['from the command to the summary', `${(whole / 1_000).toFixed(0)} s`],
      [
        'from a scan to the next code in sight: median (quartiles)',
        turns.length === 0 ? '–' : `${spreadText(spread(turns.map((ms) => ms / 1_000)), 1)} s`,
      ],
      ['codes that a phone scanned in vain', `${dead}`],
      ['calls for a code, for each instance', calls.toFixed(1)],
      ['most instances whose codes were asked for in 5 s', `${atOnce}`],
      ['calls that came too soon', `${refused}`],
    ],
  };
}
