import { realSession } from '../../gateway/session';
import type { Progress, Section, Table } from '../report/section';
import type { AtOnce } from './atonce';
import { costPerPairing, measureAtOnce, momentTable } from './atonce';
import type { InARow } from './inarow';
import { scanDelay, measureInARow, rowTable } from './inarow';
import type { CodeFigures } from './codecheck';
import type { ViewOpening } from './openview';
import { measureOpenings, openingChart, openingRatios, openingTable } from './openview';
import type { Refresh, RefreshPlan } from './refresh';
import { measureRefresh, overBudget, perRequest, refreshChart, refreshTable } from './refresh';
import { FleetWindow, maxQueue } from './window';

interface Fleet {
  readonly openings: readonly ViewOpening[];
  readonly refreshes: readonly Refresh[];
  readonly atOnce: AtOnce;
  readonly inARow: InARow;
}

/** Slightly more than a minute, so that it contains a whole minute. */
const minute = 65;
const idle: RefreshPlan = { count: 0, budget: 60, seconds: 20 };
const quickPlan: readonly RefreshPlan[] = [
  idle,
  { count: 10, budget: 600, seconds: 25 },
  { count: 1_000, budget: 600, seconds: minute },
];
const fullPlan: readonly RefreshPlan[] = [
  idle,
  { count: 10, budget: 60, seconds: 2 * minute },
  { count: 1_000, budget: 60, seconds: 2 * minute },
  { count: 10_000, budget: 60, seconds: 2 * minute },
  { count: 10, budget: 600, seconds: 2 * minute },
  { count: 1_000, budget: 600, seconds: 4 * minute },
];

/** Measures the effect of many instances on the window, the extensions’ process and the gateway. */
export async function measureFleet(
  { quick }: { readonly quick: boolean },
  progress: Progress,
): Promise<Section> {
  progress('Fleet: starting VS Code');
  const window = await FleetWindow.open();
  try {
    const openings = await measureOpenings(window, quick ? 3 : 10, progress);
    const refreshes = await measureRefresh(window, quick ? quickPlan : fullPlan, progress);
    const atOnce = await measureAtOnce(
      window,
      quick ? { duration: 20_000, panels: 30 } : { duration: 60_000, panels: 100 },
      progress,
    );
    const inARow = await measureInARow(window, quick ? 6 : maxQueue, progress);
    return sectionOf({ openings, refreshes, atOnce, inARow }, window.world.server.version);
  } finally {
    await window.close();
  }
}

/** The report’s section with these figures. */
export function sectionOf({ openings, refreshes, atOnce, inARow }: Fleet, version: string): Section {
  const ratios = Object.entries(openingRatios(openings));
  const costs = refreshes.map((each) => perRequest(each) ?? 0);
  const longestTask = Math.max(...refreshes.map((each) => each.longest));
  const costOfPairing = costPerPairing(atOnce);
  const overBudgetCount = overBudget(refreshes).length;
  const expired = atOnce.codes.expired + inARow.codes.expired + inARow.failedScans;
  const { gaps, longest, late } = atOnce.hidden;
  return {
    title: 'Many instances',
    paragraphs: [
      `VS Code ${version} in a browser, and a stand-in gateway with more than ten thousand instances in every status, whose sessions run at real speed. Opening: from the key press that shows the instances view until the frame after the one that shows ten of its rows. Cold means a window that was just loaded, so the time includes loading the view’s code. With 10 000 instances, it takes ${ratios.map(([state, ratio]) => `${ratio.toFixed(2)} × ${state}`).join(' and ')} the time that it takes with 100. ${goalText(
        'no more than twice the time',
        ratios.every(([, ratio]) => ratio <= 2),
      )}`,
      `Keeping fresh: the view is visible and requests states as often as the setting allows. CPU is that of the process in which all extensions run, minus what it needs just before, while the view is hidden and the same instances are in the settings. The window’s work is that of its main thread. ${goalText('no minute with more requests than allowed', overBudgetCount === 0)} ${goalText('at most 5 ms for a request, and no task of the window over 50 ms', Math.max(...costs) <= 5 && longestTask <= 50)}`,
      `A hundred pairings: each has its own panel in one editor group, and costs ${costOfPairing?.toFixed(2) ?? '–'} ms of CPU per second. ${goalText('at most 0.5 ms per second', (costOfPairing ?? Infinity) <= 0.5)} The hidden ones request the session every 10 s: of ${gaps} gaps between two such requests, ${late} were more than a second too long, and the longest was ${(longest / 1_000).toFixed(1)} s. Requests that came too soon: ${atOnce.requestsTooSoon}. Requests that were canceled because a panel became visible or hidden: ${atOnce.unanswered}. Then the panels are shown one after another. The window is checked every 25 ms, and an independent reader reads each picture. ${goalText('no expired code is visible, with a hundred pairings and in the queue', expired === 0)}`,
      `The queue: *Pair several in a row*, and a phone that reads the code from the window and scans it ${scanDelay / 1_000} s later. The gateway then takes ${realSession.linking / 1_000} s to link, and the queue shows for 3 s who is linked. The queue is finished when its summary is visible. ${goalText('all of them linked without a human', inARow.linked === inARow.count)}`,
    ],
    tables: [
      openingTable(openings),
      refreshTable(refreshes),
      momentTable(atOnce),
      codesTable([
        { name: 'a hundred pairings', ...atOnce.codes },
        { name: 'the queue', ...inARow.codes },
      ]),
      rowTable(inARow),
    ],
    charts: [openingChart(openings), refreshChart(refreshes)],
  };
}

/** The table of the visible codes. */
export function codesTable(all: readonly (CodeFigures & { readonly name: string })[]): Table {
  return {
    caption: 'Visible codes',
    columns: [
      'where',
      'pictures',
      'instances',
      'visible after expiry',
      'longest after expiry in ms',
      'removed at expiry',
      'shortest time before expiry in ms',
      'in another instance’s panel',
      'not read',
    ],
    rows: all.map((each) => [
      each.name,
      `${each.shown}`,
      `${each.instances}`,
      `${each.expired}`,
      each.longestExpired.toFixed(0),
      `${each.removed}`,
      each.shortestMargin === undefined ? '–' : each.shortestMargin.toFixed(0),
      `${each.misplaced}`,
      `${each.unread}`,
    ]),
  };
}

function goalText(text: string, reached: boolean): string {
  return `**Goal: ${text} — ${reached ? 'reached' : 'not reached'}.**`;
}
