import { realSession } from '../../gateway/session';
import type { Progress, Section, Table } from '../report/section';
import type { AtOnce } from './atonce';
import { measureAtOnce, momentTable } from './atonce';
import type { InARow } from './inarow';
import { aim, measureInARow, rowTable } from './inarow';
import type { Verdict } from './judge';
import type { ViewOpening } from './openview';
import { measureOpenings, openingChart, openingRatios, openingTable } from './openview';
import type { Refresh, RefreshPlan } from './refresh';
import { measureRefresh, overBudget, refreshChart, refreshTable } from './refresh';
import { FleetWindow, longestQueue } from './window';

interface Fleet {
  readonly openings: readonly ViewOpening[];
  readonly refreshes: readonly Refresh[];
  readonly atOnce: AtOnce;
  readonly inARow: InARow;
}

/** A minute and a bit, so that a whole minute is in it. */
const minute = 65;
const rest: RefreshPlan = { count: 0, budget: 60, seconds: 20 };
const quickPlan: readonly RefreshPlan[] = [
  rest,
  { count: 10, budget: 600, seconds: 25 },
  { count: 1_000, budget: 600, seconds: minute },
];
const wholePlan: readonly RefreshPlan[] = [
  rest,
  { count: 10, budget: 60, seconds: 2 * minute },
  { count: 1_000, budget: 60, seconds: 2 * minute },
  { count: 10, budget: 600, seconds: 2 * minute },
  { count: 1_000, budget: 600, seconds: 4 * minute },
];

/** Measures what many instances ask of the window, of the extensions' process and of the gateway. */
export async function measureFleet(
  { quick }: { readonly quick: boolean },
  progress: Progress,
): Promise<Section> {
  progress('Fleet: starting VS Code');
  const window = await FleetWindow.open();
  try {
    const openings = await measureOpenings(window, quick ? 3 : 10, progress);
    const refreshes = await measureRefresh(window, quick ? quickPlan : wholePlan, progress);
    const atOnce = await measureAtOnce(
      window,
      quick ? { stretch: 20_000, looks: 30 } : { stretch: 60_000, looks: 100 },
      progress,
    );
    const inARow = await measureInARow(window, quick ? 6 : longestQueue, progress);
    return sectionOf({ openings, refreshes, atOnce, inARow }, window.world.server.version);
  } finally {
    await window.close();
  }
}

/** The section that tells what was measured. */
export function sectionOf({ openings, refreshes, atOnce, inARow }: Fleet, version: string): Section {
  const ratios = Object.entries(openingRatios(openings)).map(
    ([state, ratio]) => `${ratio.toFixed(2)} × ${state}`,
  );
  const over = overBudget(refreshes).length;
  const dead = atOnce.verdict.dead + inARow.verdict.dead + inARow.dead;
  const { gaps, longest, late } = atOnce.hidden;
  return {
    title: 'Many instances',
    paragraphs: [
      `VS Code ${version} in a browser, and one stand-in gateway with more than a thousand instances in every status, which live at real speed. Opening: from the key press that shows the instances view until the frame after the one that has ten of its rows; cold is a window just loaded, in which the view’s code is read too. With 1 000 instances it takes ${ratios.join(' and ')} what it takes with 10.`,
      `Keeping fresh: the view is in sight and asks for states as often as the setting allows; CPU is that of the process in which all extensions run, beyond what it takes with the view out of sight; the window’s work is that of its own thread. ${goal('no minute with more requests than allowed', over === 0)}`,
      `A hundred pairings: each has a panel of its own in one editor group; the hidden ones ask for the session every 10 s: of ${gaps} gaps between two such calls ${late} were more than a second too long, the longest was ${(longest / 1_000).toFixed(1)} s. Calls that came too soon: ${atOnce.refused}; calls that were given up because a panel came into sight or left it: ${atOnce.unanswered}. Then one panel after the other is brought into sight. The window is looked at every 25 ms, and each picture is read by a reader that isn’t ours. ${goal('no dead code in sight, with a hundred pairings and in the queue', dead === 0)}`,
      `The queue: *Pair several in a row*, and a phone that reads the code off the window and scans it ${aim / 1_000} s later. The gateway then takes ${realSession.linking / 1_000} s to link, and the queue shows for 3 s who is linked. It is done when the summary is there. ${goal('all of them linked without a human', inARow.linked === inARow.count)}`,
    ],
    tables: [
      openingTable(openings),
      refreshTable(refreshes),
      momentTable(atOnce),
      codesTable([
        { name: 'a hundred pairings', ...atOnce.verdict },
        { name: 'the queue', ...inARow.verdict },
      ]),
      rowTable(inARow),
    ],
    charts: [openingChart(openings), refreshChart(refreshes)],
  };
}

/** The codes in sight as they are read. */
export function codesTable(all: readonly (Verdict & { readonly name: string })[]): Table {
  return {
    caption: 'Codes in sight',
    columns: [
      'where',
      'pictures',
      'of instances',
      'dead in sight',
      'longest dead in ms',
      'taken away at their end',
      'at least so long before it in ms',
      'in another’s panel',
      'not read',
    ],
    rows: all.map((each) => [
      each.name,
      `${each.shown}`,
      `${each.instances}`,
      `${each.dead}`,
      each.longestDead.toFixed(0),
      `${each.covered}`,
      each.closest === undefined ? '–' : each.closest.toFixed(0),
      `${each.misplaced}`,
      `${each.unread}`,
    ]),
  };
}

function goal(text: string, reached: boolean): string {
  return `**Goal: ${text} — ${reached ? 'reached' : 'not reached'}.**`;
}
