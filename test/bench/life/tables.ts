import type { Table } from '../report/section';
import type { Results } from './run';
import { strategyNames, worldNames } from './run';
import type { Summary } from './summary';
import { worlds } from './world';

/** A figure as it is written; a dash where there is none. */
export function statistic(value: number | undefined, digits = 2): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
}

const columns = [
  'strategy',
  'dead code, s per session',
  'dead, 99th percentile',
  'dead on end, most s',
  'live code not shown, s per session',
  'new code shown after, median s',
  'after, 99th percentile',
  'after, most s',
  'codes never shown',
  'requests per session',
  'closer than 5 s',
];

function cells({ dead, missing, delay, unseen, births, requests, close }: Summary): readonly string[] {
  return [
    statistic(dead.mean),
    statistic(dead.p99),
    statistic(dead.worst),
    statistic(missing),
    statistic(delay.median),
    statistic(delay.p99),
    statistic(delay.max),
    births === 0 ? '–' : `${statistic((100 * unseen) / births, 1)} %`,
    statistic(requests, 1),
    statistic(close, 1),
  ];
}

/** One table for each world, one row for each strategy. */
export function worldTables(results: Results): readonly Table[] {
  return worldNames.map((world) => ({
    caption: `Life of a code ${worlds[world].name}`,
    columns,
    rows: strategyNames.map((name) => [name, ...cells(results[world][name])]),
  }));
}

/** How long the first code took to be seen where a pairing began before it was born. */
export function startingTable({ hasExpiry }: Results): Table {
  return {
    caption: 'Pairings begun up to 10 s before the first code: time from its birth to its display',
    columns: ['strategy', 'median, s', '99th percentile, s', 'most, s'],
    rows: strategyNames.map((name) => {
      const { median, p99, max } = hasExpiry[name].first;
      return [name, statistic(median), statistic(p99), statistic(max)];
    }),
  };
}
