import { setTimeout as sleep } from 'node:timers/promises';
import { busiestMinute } from '../../gateway/statistics';
import type { Chart, Progress, Table } from '../report/section';
import { figureOf } from './openview';
import type { FleetWindow } from './window';
import { keys } from './window';

/** What it takes to keep the states of so many instances fresh. */
export interface Refresh {
  /** None where the view is out of sight. */
  readonly count: number;
  /** Most requests a minute, by the setting. */
  readonly budget: number;
  /** Seconds that were looked at. */
  readonly seconds: number;
  readonly requests: number;
  /** Most requests in any minute. */
  readonly busiest: number;
  /** Seconds until every one had been asked about; undefined if that takes longer. */
  readonly everyone: number | undefined;
  /** Milliseconds of processor time of the extensions' process for each second. */
  readonly host: number;
  /** Milliseconds of work of the window's own thread for each second, and the longest piece of it. */
  readonly window: number;
  readonly longest: number;
}

/** What is measured, one after the other. */
export interface RefreshPlan {
  readonly count: number;
  readonly budget: number;
  readonly seconds: number;
}

/** After the window was loaded and the view came into sight, until all that comes of it is done, in ms. */
const settling = 10_000;

/** Measures each step of a plan in a window of its own. */
export async function measureRefresh(
  window: FleetWindow,
  plan: readonly RefreshPlan[],
  progress: Progress,
): Promise<readonly Refresh[]> {
  const measured: Refresh[] = [];
  const { gateway, workbench } = window.world;
  for (const { count, budget, seconds } of plan) {
    progress(`Fleet: ${count} instances in sight at ${budget} requests a minute for ${seconds} s`);
    await window.reload(count, budget);
    const before = gateway.requests.length;
    if (count > 0) await workbench.page.keyboard.press(keys.show);
    await sleep(settling);
    let host = NaN;
    const work = await window.work.during(async () => {
      host = await window.host.cpuLoad(seconds * 1_000);
    });
    const requests = gateway.requests.slice(before);
    const busiest = busiestMinute(requests).all;
    measured.push({
      ...{ count, budget, seconds, requests: requests.length, busiest, host },
      everyone: untilEveryone(requests, count),
      ...{ window: work.load, longest: work.longest },
    });
    await workbench.page.keyboard.press(keys.hide);
  }
  return measured;
}

/** The costs as they are read. */
export function refreshTable(measured: readonly Refresh[]): Table {
  return {
    caption: 'Keeping states fresh',
    columns: [
      'in sight, requests allowed a minute',
      'most requests in a minute',
      'every one asked about after s',
      'extensions’ CPU in ms per s',
      'extensions’ CPU in ms per request',
      'window’s work in ms per s',
      'longest piece in ms',
    ],
    rows: measured.map((each) => {
      const { busiest, everyone, host, window, longest } = each;
      const cost = perRequest(measured, each);
      return [
        nameOf(each),
        `${busiest}`,
        everyone === undefined ? '–' : everyone.toFixed(0),
        host.toFixed(1),
        cost === undefined ? '–' : cost.toFixed(1),
        window.toFixed(0),
        longest === 0 ? 'under 50' : longest.toFixed(0),
      ];
    }),
  };
}

/** Seconds from the first call until so many instances had been asked about; undefined if that never was. */
export function untilEveryone(
  requests: readonly { readonly instance?: string; readonly startedAt: number }[],
  count: number,
): number | undefined {
  const asked = new Set<string | undefined>();
  for (const { instance, startedAt } of requests) {
    asked.add(instance);
    if (count > 0 && asked.size >= count) return (startedAt - (requests[0]?.startedAt ?? 0)) / 1_000;
  }
  return undefined;
}

/** Milliseconds of the extensions' processor time that a request costs beyond what goes on anyway; undefined without requests. */
export function perRequest(
  measured: readonly Refresh[],
  { host, requests, seconds }: Refresh,
): number | undefined {
  const rest = measured.find(({ count }) => count === 0);
  return rest && requests > 0 ? ((host - rest.host) * seconds) / requests : undefined;
}

/** Those that came to more requests in a minute than allowed. */
export function overBudget(measured: readonly Refresh[]): readonly Refresh[] {
  return measured.filter(({ busiest, budget }) => busiest > budget);
}

/** Requests against the budget as bars. */
export function refreshChart(measured: readonly Refresh[]): Chart {
  const seen = measured.filter(({ count }) => count > 0);
  return {
    kind: 'bars',
    file: 'fleet-requests',
    title: 'Requests in the busiest minute',
    alt: `Bars of requests beside what is allowed. ${seen.map((each) => `${nameOf(each)}: ${each.busiest}`).join('. ')}.`,
    axis: 'requests',
    groups: seen.map(({ count, budget }) => `${figureOf(count)} instances, ${budget} allowed`),
    series: [
      { name: 'made', values: seen.map(({ busiest }) => busiest) },
      { name: 'allowed', values: seen.map(({ budget }) => budget) },
    ],
  };
}

function nameOf({ count, budget }: Refresh): string {
  return count === 0 ? 'view out of sight' : `${figureOf(count)} instances, ${budget}`;
}
