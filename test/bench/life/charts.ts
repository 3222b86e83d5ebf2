import type { Chart } from '../report/section';
import type { Results, StrategyName } from './run';
import { strategyNames, worldNames } from './run';
import { statistic } from './tables';
import { worlds } from './world';

/** Pictures of the figures that decide. */
export function lifeCharts(results: Results): readonly Chart[] {
  const inWorld = (name: StrategyName): string =>
    `${name} ${worldNames.map((world) => statistic(results[world][name].dead.mean, 1)).join(', ')}`;
  const delay = (name: StrategyName): string => {
    const { median, p99 } = results.hasExpiry[name].delay;
    return `${name} ${statistic(median, 1)} and ${statistic(p99, 1)}`;
  };
  const requests = (name: StrategyName): string =>
    `${name} ${statistic(results.hasExpiry[name].requests, 1)}`;
  // A dialog that never asks again sees no new code; what it shows came with its one call.
  const rotating = strategyNames.filter((name) => name !== 'once per dialog');
  return [
    {
      kind: 'bars',
      file: 'life-dead',
      title: 'Dead code on screen, seconds per session',
      alt: `Seconds in which a dead code could be scanned, worlds in order (${worldNames
        .map((world) => worlds[world].name)
        .join('; ')}): ${strategyNames.map(inWorld).join('; ')}.`,
      axis: 'seconds per session, mean',
      groups: worldNames.map((world) => worlds[world].name),
      series: strategyNames.map((name) => ({
        name,
        values: worldNames.map((world) => results[world][name].dead.mean),
      })),
    },
    {
      kind: 'bars',
      file: 'life-delay',
      title: 'From a new code’s birth to its display, with expiry',
      alt: `Median and 99th percentile in seconds: ${rotating.map(delay).join('; ')}.`,
      axis: 'seconds',
      groups: rotating,
      series: [
        { name: 'median', values: rotating.map((name) => results.hasExpiry[name].delay.median) },
        { name: '99th percentile', values: rotating.map((name) => results.hasExpiry[name].delay.p99) },
      ],
    },
    {
      kind: 'bars',
      file: 'life-requests',
      title: 'Requests per session, with expiry',
      alt: `Requests and, of these, those closer than 5 s to the one before: ${strategyNames.map(requests).join('; ')}.`,
      axis: 'requests per session, mean',
      groups: strategyNames,
      series: [
        { name: 'requests', values: strategyNames.map((name) => results.hasExpiry[name].requests) },
        { name: 'closer than 5 s', values: strategyNames.map((name) => results.hasExpiry[name].close) },
      ],
    },
  ];
}
