import type { Table } from '../report/section';
import type { Results } from './run';
import { strategyNames, scenarioNames } from './run';
import type { Summary } from './summary';
import { scenarios } from './scenario';

/** Formats a figure. Without a value, it is a dash. */
export function formatNumber(value: number | undefined, digits = 2): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
}

const columns = [
  'strategy',
  'expired code on screen, s per session',
  'expired, 99th percentile',
  'longest without a break, s',
  'valid code not on screen, s per session',
  'new code shown after, median s',
  'after, 99th percentile',
  'after, max. s',
  'codes never shown',
  'requests per session',
  'closer than 5 s',
];

function cells({
  expired,
  notShown,
  delay,
  neverShown,
  newCodes,
  requests,
  closeRequests,
}: Summary): readonly string[] {
  return [
    formatNumber(expired.mean),
    formatNumber(expired.p99),
    formatNumber(expired.longest),
    formatNumber(notShown),
    formatNumber(delay.median),
    formatNumber(delay.p99),
    formatNumber(delay.max),
    newCodes === 0 ? '–' : `${formatNumber((100 * neverShown) / newCodes, 1)} %`,
    formatNumber(requests, 1),
    formatNumber(closeRequests, 1),
  ];
}

/** One table for each scenario, with one row for each strategy. */
export function scenarioTables(results: Results): readonly Table[] {
  return scenarioNames.map((scenario) => ({
    caption: `Lifetime of a QR code ${scenarios[scenario].name}`,
    columns,
    rows: strategyNames.map((name) => [name, ...cells(results[scenario][name])]),
  }));
}

/** The time until the first code is shown, for pairings that began before it was issued. */
export function startingTable({ hasExpiry }: Results): Table {
  return {
    caption: 'Pairings that began up to 10 s before the first code: time from its issue to its display',
    columns: ['strategy', 'median, s', '99th percentile, s', 'max., s'],
    rows: strategyNames.map((name) => {
      const { median, p99, max } = hasExpiry[name].firstDelay;
      return [name, formatNumber(median), formatNumber(p99), formatNumber(max)];
    }),
  };
}
