import { setTimeout as sleep } from 'node:timers/promises';
import { readSvg } from '../life/readsvg';
import { spread, spreadText } from '../opening/figures';
import type { Progress, Table } from '../report/section';
import type { CodeFigures } from './codecheck';
import { checkCodes } from './codecheck';
import { ScreenPhone } from './screenphone';
import type { FleetWindow } from './window';
import { queuedInstances } from './window';

/** The results of a queue that was linked without a human. */
export interface InARow {
  readonly count: number;
  readonly linked: number;
  /** From the command to the summary, in ms. */
  readonly duration: number;
  /** From each scan to the code of the next instance, in ms. */
  readonly turns: readonly number[];
  /** Scans that the gateway didn’t accept. */
  readonly failedScans: number;
  readonly codes: CodeFigures;
  /** Requests for codes, per instance. */
  readonly requestsPerInstance: number;
  /** The maximum number of instances with requests within five seconds. */
  readonly mostAtOnce: number;
  readonly requestsTooSoon: number;
}

/** How long the phone takes before it scans a code, in ms. */
export const scanDelay = 500;
/** The maximum wait for one phone, in ms. */
const waitLimit = 60_000;
const qrPath = '/v2/auth/qr';

/** Pairs a number of instances in a row, with a phone that scans every visible code. */
export async function measureInARow(window: FleetWindow, count: number, progress: Progress): Promise<InARow> {
  const { host, codes, world } = window;
  const { gateway, workbench } = world;
  const ids = queuedInstances.slice(0, count).map(({ id }) => id);
  await window.reload(0, 60);
  const [requestsBefore, violationsBefore] = [gateway.requests.length, gateway.violations.length];
  const phone = new ScreenPhone(codes, gateway.url, scanDelay);
  const begin = Date.now();
  try {
    await host.run(
      'pairWhatsApp.pairSeveral',
      null,
      ids.map((instanceId) => ({ gateway: '', instanceId })),
    );
    let linkedCount = 0;
    for (let lastProgress = begin; ;) {
      if (await isDone(window, count)) break;
      if (phone.linked.size > linkedCount) {
        linkedCount = phone.linked.size;
        lastProgress = Date.now();
        if (linkedCount % 5 === 0) progress(`Fleet: ${linkedCount} of ${count} in a row are linked`);
      }
      if (Date.now() - lastProgress > waitLimit) {
        const text = await workbench.panel.content.locator('body').innerText();
        throw new Error(`The queue stopped after ${linkedCount} of ${count}. Its panel shows: ${text}`);
      }
      await sleep(100);
    }
  } finally {
    phone.stop();
  }
  const duration = Date.now() - begin;
  const displays = codes.since(begin);
  const requests = gateway.requests.slice(requestsBefore);
  const codeFigures = await checkCodes(displays, window.issuedCodes, readSvg);
  await host.closePanels();
  const shownAt = ids.map((id) => displays.find(({ instance }) => instance === id)?.from ?? NaN);
  return {
    count,
    duration,
    codes: codeFigures,
    failedScans: phone.failedScans,
    requestsTooSoon: gateway.violations.length - violationsBefore,
    linked: ids.filter((id) => gateway.instance(id).state === 'WORKING').length,
    turns: ids
      .slice(1)
      .map((_, index) => (shownAt[index + 1] ?? NaN) - (phone.linked.get(ids[index] ?? '') ?? NaN)),
    requestsPerInstance: requests.filter(({ path }) => path === qrPath).length / count,
    mostAtOnce: maxConcurrent(requests.filter(({ path }) => path === qrPath)),
  };
}

/** Whether the panel shows the summary. */
async function isDone({ world }: FleetWindow, count: number): Promise<boolean> {
  const heading = world.workbench.panel.content.getByRole('heading', { name: `${count} instances: ` });
  return (await heading.count()) > 0;
}

/** The maximum number of instances for which codes were requested within five seconds. */
export function maxConcurrent(
  requests: readonly { readonly instance?: string; readonly startedAt: number }[],
): number {
  const within = requests.map(({ startedAt: until }) => {
    const near = requests.filter(({ startedAt }) => startedAt <= until && startedAt > until - 5_000);
    return new Set(near.map(({ instance }) => instance)).size;
  });
  return Math.max(0, ...within);
}

/** The table of the queue. */
export function rowTable({
  count,
  linked,
  duration,
  turns,
  failedScans,
  requestsPerInstance,
  mostAtOnce,
  requestsTooSoon,
}: InARow): Table {
  return {
    caption: 'A queue that is linked without a human',
    columns: ['what', 'figure'],
    rows: [
      ['linked', `${linked} of ${count}`],
      ['from the command to the summary', `${(duration / 1_000).toFixed(0)} s`],
      [
        'from a scan to the next visible code: median (quartiles)',
        turns.length === 0 ? '–' : `${spreadText(spread(turns.map((ms) => ms / 1_000)), 1)} s`,
      ],
      ['failed scans', `${failedScans}`],
      ['requests for a code, per instance', requestsPerInstance.toFixed(1)],
      ['maximum number of instances with requests for codes within 5 s', `${mostAtOnce}`],
      ['requests that came too soon', `${requestsTooSoon}`],
    ],
  };
}
