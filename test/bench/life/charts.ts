import type { Chart } from '../report/section';
import type { Results, StrategyName } from './run';
import { strategyNames, scenarioNames } from './run';
import { formatNumber } from './tables';
import { scenarios } from './scenario';

/** The charts of the most important figures. */
export function lifeCharts(results: Results): readonly Chart[] {
  const expiredTimes = (name: StrategyName): string =>
    `${name} ${scenarioNames.map((scenario) => formatNumber(results[scenario][name].expired.mean, 1)).join(', ')}`;
  const delay = (name: StrategyName): string => {
    const { median, p99 } = results.hasExpiry[name].delay;
    return `${name} ${formatNumber(median, 1)} and ${formatNumber(p99, 1)}`;
  };
  const requests = (name: StrategyName): string =>
    `${name} ${formatNumber(results.hasExpiry[name].requests, 1)}`;
  // A dialog that sends only one request never shows a new code.
  const changing = strategyNames.filter((name) => name !== 'once per dialog');
  return [
    {
      kind: 'bars',
      file: 'life-expired',
      title: 'Expired code on screen, seconds per session',
      alt: `Seconds in which an expired code was on screen, in the order of the scenarios (${scenarioNames
        .map((scenario) => scenarios[scenario].name)
        .join('; ')}): ${strategyNames.map(expiredTimes).join('; ')}.`,
      axis: 'seconds per session, mean',
      groups: scenarioNames.map((scenario) => scenarios[scenario].name),
      series: strategyNames.map((name) => ({
        name,
        values: scenarioNames.map((scenario) => results[scenario][name].expired.mean),
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
      alt: `Requests, and how many of them came less than 5 s after the previous one: ${strategyNames.map(requests).join('; ')}.`,
      axis: 'requests per session, mean',
      groups: strategyNames,
      series: [
        { name: 'requests', values: strategyNames.map((name) => results.hasExpiry[name].requests) },
        {
          name: 'closer than 5 s',
          values: strategyNames.map((name) => results.hasExpiry[name].closeRequests),
        },
      ],
    },
  ];
}
