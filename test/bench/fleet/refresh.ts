import { setTimeout as sleep } from 'node:timers/promises';
import { busiestMinute } from '../../gateway/statistics';
import type { Chart, Progress, Table } from '../report/section';
import { groupThousands } from './openview';
import type { FleetWindow } from './window';
import { keys } from './window';

/** The cost of keeping the states of a number of instances fresh. */
export interface Refresh {
  /** 0 while the view is hidden. */
  readonly count: number;
  /** The limit of requests per minute, by the setting. */
  readonly budget: number;
  /** Duration of the measurement. */
  readonly seconds: number;
  /** The requests during the measurement. */
  readonly requests: number;
  /** The maximum number of requests in a minute. */
  readonly busiest: number;
  /** Seconds until every instance had been checked. Undefined if the measurement ended earlier. */
  readonly untilAllChecked: number | undefined;
  /** Milliseconds of processor time of the process in which extensions run, per second. */
  readonly hostCpu: number;
  /** The same before the view was shown, with the same instances in the settings. */
  readonly hiddenCpu: number;
  /** Milliseconds of work of the window’s main thread per second, and the longest task. */
  readonly windowCpu: number;
  readonly longest: number;
}

/** One step of the measurement. */
export interface RefreshPlan {
  readonly count: number;
  readonly budget: number;
  readonly seconds: number;
}

/** Wait after the window was reloaded and the view is shown, in ms. */
const settleTime = 10_000;
/** How long the processor time is measured before the view is shown, in ms. */
const hiddenTime = 20_000;

/** Measures the steps of a plan, each in a reloaded window. */
export async function measureRefresh(
  window: FleetWindow,
  plan: readonly RefreshPlan[],
  progress: Progress,
): Promise<readonly Refresh[]> {
  const refreshes: Refresh[] = [];
  const { gateway, workbench } = window.world;
  for (const { count, budget, seconds } of plan) {
    progress(`Fleet: ${count} visible instances at ${budget} requests a minute for ${seconds} s`);
    await window.reload(count, budget);
    await sleep(settleTime);
    const hiddenCpu = await window.host.cpuLoad(hiddenTime);
    const before = gateway.requests.length;
    if (count > 0) await workbench.page.keyboard.press(keys.show);
    await sleep(settleTime);
    const settled = gateway.requests.length;
    let hostCpu = NaN;
    const work = await window.work.during(async () => {
      hostCpu = await window.host.cpuLoad(seconds * 1_000);
    });
    const requests = gateway.requests.slice(before);
    const busiest = busiestMinute(requests).all;
    refreshes.push({
      count,
      budget,
      seconds,
      requests: gateway.requests.length - settled,
      busiest,
      hostCpu,
      hiddenCpu,
      untilAllChecked: timeUntilAllChecked(requests, count),
      windowCpu: work.load,
      longest: work.longest,
    });
    await workbench.page.keyboard.press(keys.hide);
  }
  return refreshes;
}

/** The table of the costs. */
export function refreshTable(refreshes: readonly Refresh[]): Table {
  return {
    caption: 'Keeping states fresh',
    columns: [
      'visible instances, requests allowed per minute',
      'max. requests in a minute',
      'all instances checked after s',
      'extensions’ CPU in ms per s',
      'extensions’ CPU in ms per request',
      'window’s work in ms per s',
      'longest task in ms',
    ],
    rows: refreshes.map((each) => {
      const { busiest, untilAllChecked, hostCpu, windowCpu, longest } = each;
      const cost = perRequest(each);
      return [
        nameOf(each),
        `${busiest}`,
        untilAllChecked === undefined ? '–' : untilAllChecked.toFixed(0),
        hostCpu.toFixed(1),
        cost === undefined ? '–' : cost.toFixed(1),
        windowCpu.toFixed(0),
        longest === 0 ? 'under 50' : longest.toFixed(0),
      ];
    }),
  };
}

/** Seconds from the first request until `count` instances had been checked. Undefined if that didn’t happen. */
export function timeUntilAllChecked(
  requests: readonly { readonly instance?: string; readonly startedAt: number }[],
  count: number,
): number | undefined {
  const checked = new Set<string | undefined>();
  for (const { instance, startedAt } of requests) {
    checked.add(instance);
    if (count > 0 && checked.size >= count) return (startedAt - (requests[0]?.startedAt ?? 0)) / 1_000;
  }
  return undefined;
}

/** Milliseconds of the extensions’ processor time per request, without the cost of a hidden view. Undefined without requests. */
export function perRequest({ hostCpu, hiddenCpu, requests, seconds }: Refresh): number | undefined {
  return requests > 0 ? ((hostCpu - hiddenCpu) * seconds) / requests : undefined;
}

/** The steps with more requests in a minute than allowed. */
export function overBudget(refreshes: readonly Refresh[]): readonly Refresh[] {
  return refreshes.filter(({ busiest, budget }) => busiest > budget);
}

/** The chart of the requests and their limit. */
export function refreshChart(refreshes: readonly Refresh[]): Chart {
  const visible = refreshes.filter(({ count }) => count > 0);
  return {
    kind: 'bars',
    file: 'fleet-requests',
    title: 'Requests in the busiest minute',
    alt: `Bars of requests, next to the limit. ${visible.map((each) => `${nameOf(each)}: ${each.busiest}`).join('. ')}.`,
    axis: 'requests',
    groups: visible.map(({ count, budget }) => `${groupThousands(count)} instances, ${budget} allowed`),
    series: [
      { name: 'sent', values: visible.map(({ busiest }) => busiest) },
      { name: 'allowed', values: visible.map(({ budget }) => budget) },
    ],
  };
}

function nameOf({ count, budget }: Refresh): string {
  return count === 0 ? 'view hidden' : `${groupThousands(count)} instances, ${budget}`;
}
