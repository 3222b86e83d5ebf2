import type { Table } from '../report/section';
import { formatNumber } from './format';
import type { Results } from './run';
import { strategyNames } from './run';
import type { ScanSummary } from './scan';
import { scanScenarios } from './scan';
import { scenarioNames, scenarios } from './scenarios';
import type { Summary } from './summary';
import type { Scans, Target } from './targets';

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
  'requests for codes per session',
  'closer than 5 s',
  'other requests per session',
];

function cells({
  expired,
  notShown,
  delay,
  neverShown,
  newCodes,
  requests,
  closeRequests,
  checks,
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
    formatNumber(checks, 1),
  ];
}

/** The targets and whether they are reached. */
export function targetTable(targets: readonly Target[]): Table {
  return {
    caption: 'Targets of Pair WhatsApp',
    columns: ['figure', 'target', 'measured', 'reached'],
    rows: targets.map(({ figure, target, measured, isReached }) => [
      figure,
      target,
      measured,
      isReached ? 'yes' : 'no',
    ]),
  };
}

/** One table for each scenario, with one row for each strategy. */
export function scenarioTables(results: Results): readonly Table[] {
  return scenarioNames.map((scenario) => ({
    caption: `Lifetime of a QR code ${scenarios[scenario].name}`,
    columns,
    rows: strategyNames.map((name) => [name, ...cells(results[scenario][name])]),
  }));
}

/** What a scan led to in each scenario. */
export function scanTable(scans: Scans): Table {
  const row = ({ notOnScreen, noticed, linked, ...counts }: ScanSummary): readonly string[] => [
    `${counts.scans}`,
    `${notOnScreen}`,
    ...[noticed.median, noticed.mean, noticed.max, linked.median, linked.mean, linked.max].map((time) =>
      formatNumber(time),
    ),
    `${counts.late}`,
    `${counts.withoutLinking}`,
    `${counts.covered}`,
    `${counts.calledFailure}`,
    `${counts.missed}`,
  ];
  return {
    caption: 'Pair WhatsApp after a scan at each second of the first, the third and the last code',
    columns: [
      'scenario',
      'scans',
      'not possible: code not on screen',
      '*Linking…* or *Linked* after, median s',
      'mean s',
      'max. s',
      '*Linked* after, median s',
      'mean s',
      'max. s',
      'noticed later than 6 s and one round trip',
      '*Linked* without *Linking…*',
      'code covered before it was noticed',
      'called a failure',
      'never noticed',
    ],
    rows: scanScenarios.map((scenario) => [scenarios[scenario].name, ...row(scans[scenario])]),
  };
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
