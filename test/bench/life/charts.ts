import type { Chart } from '../report/section';
import { formatNumber } from './format';
import type { Results, StrategyName } from './run';
import { strategyNames } from './run';
import type { ScenarioName } from './scenarios';
import { scenarios } from './scenarios';

/** The scenarios in the chart of expired codes. */
const charted = [
  ...(['hasExpiry', 'noExpiry', 'started', 'wahaStarted'] as const),
  ...(['earlyNoExpiry', 'slow10NoExpiry', 'gapsNoExpiry'] as const),
] satisfies readonly ScenarioName[];
/** The clairvoyant isn’t a client that exists. */
const clients = strategyNames.filter((name) => name !== 'clairvoyant');

/** The charts of the most important figures. */
export function lifeCharts(results: Results): readonly Chart[] {
  const expiredTimes = (name: StrategyName): string =>
    `${name} ${charted.map((scenario) => formatNumber(results[scenario][name].expired.mean, 1)).join(', ')}`;
  const delay = (name: StrategyName): string => {
    const { median, p99 } = results.hasExpiry[name].delay;
    return `${name} ${formatNumber(median, 1)} and ${formatNumber(p99, 1)}`;
  };
  const requests = (name: StrategyName): string =>
    `${name} ${formatNumber(results.hasExpiry[name].requests, 1)}`;
  // A dialog that sends only one request never shows a new code.
  const changing = clients.filter((name) => name !== 'once per dialog');
  return [
    {
      kind: 'bars',
      file: 'life-expired',
      title: 'Expired code on screen, seconds per session',
      alt: `Seconds in which an expired code was on screen, in the order of the scenarios (${charted
        .map((scenario) => scenarios[scenario].name)
        .join('; ')}): ${clients.map(expiredTimes).join('; ')}.`,
      axis: 'seconds per session, mean',
      groups: charted.map((scenario) => scenarios[scenario].name),
      series: clients.map((name) => ({
        name,
        values: charted.map((scenario) => results[scenario][name].expired.mean),
      })),
    },
    {
      kind: 'bars',
      file: 'life-delay',
      title: 'From the issue of a new code to its display, with expiry',
      alt: `Median and 99th percentile in seconds: ${changing.map(delay).join('; ')}.`,
      axis: 'seconds',
      groups: changing,
      series: [
        { name: 'median', values: changing.map((name) => results.hasExpiry[name].delay.median) },
        { name: '99th percentile', values: changing.map((name) => results.hasExpiry[name].delay.p99) },
      ],
    },
    {
      kind: 'bars',
      file: 'life-requests',
      title: 'Requests per session, with expiry',
      alt: `Requests, and how many of them came less than 5 s after the previous one: ${clients.map(requests).join('; ')}.`,
      axis: 'requests per session, mean',
      groups: clients,
      series: [
        { name: 'requests', values: clients.map((name) => results.hasExpiry[name].requests) },
        {
          name: 'closer than 5 s',
          values: clients.map((name) => results.hasExpiry[name].closeRequests),
        },
      ],
    },
  ];
}
