import type { StrategyName } from './run';
import type { ScanScenario, ScanSummary } from './scan';
import { scanScenarios } from './scan';
import type { ScenarioName } from './scenarios';
import { scenarios } from './scenarios';
import type { Summary } from './summary';
import { formatNumber } from './format';

/** One target of the product, and whether it is reached. */
export interface Target {
  readonly figure: string;
  readonly target: string;
  readonly measured: string;
  readonly isReached: boolean;
  /** The measured figure as a multiple of the target, if the target isn’t zero. */
  readonly ratio?: number;
}

/** The results of the scans in each scenario. */
export type Scans = Readonly<Record<ScanScenario, ScanSummary>>;

/** Scenarios in which the number of requests has a target. */
const requestScenarios = [
  ...(['hasExpiry', 'secondsOff', 'minutesOff', 'noExpiry', 'early', 'earlyNoExpiry'] as const),
  ...(['started', 'wahaStarted'] as const),
];
/** Scenarios in which an expired code is never necessary. */
const exactScenarios = [
  'hasExpiry',
  'secondsOff',
  'minutesOff',
  'slow1',
  'slow5',
  'slow10',
  'slow15',
] as const;

/** The scenarios that the targets need. */
export const targetScenarios = [
  ...new Set([...requestScenarios, ...exactScenarios, 'slow10First'] as const),
] satisfies readonly ScenarioName[];

type TargetScenario = (typeof targetScenarios)[number];

/** The strategies that the targets need. */
export const targetStrategies = [
  'Pair WhatsApp',
  'loop at 7 s',
  'clairvoyant',
] as const satisfies readonly StrategyName[];

type TargetStrategy = (typeof targetStrategies)[number];

/** Results that contain what the targets need. */
export type TargetResults = Readonly<Record<TargetScenario, Readonly<Record<TargetStrategy, Summary>>>>;

/** All targets, with the measured figures. */
export function targetsOf(results: TargetResults, scans: Scans): readonly Target[] {
  const of = (scenario: TargetScenario, strategy: TargetStrategy = 'Pair WhatsApp'): Summary =>
    results[scenario][strategy];
  const expired = (scenario: TargetScenario, limit: number): Target =>
    atMost(
      `expired code on screen ${scenarios[scenario].name}`,
      of(scenario).expired.mean,
      limit,
      's per session',
    );
  const notShown = (scenario: TargetScenario, limit: number): Target =>
    atMost(
      `live code not on screen ${scenarios[scenario].name}`,
      of(scenario).notShown,
      limit,
      's per session',
    );
  return [
    ...exactScenarios.map((scenario) => expired(scenario, 0)),
    expired('started', 0.1),
    expired('noExpiry', 3.6),
    notShown('started', 8),
    notShown('noExpiry', 11),
    {
      ...atMost(
        `live code not on screen ${scenarios.slow10First.name}`,
        of('slow10First').notShown,
        1.2 * of('slow10First', 'clairvoyant').notShown,
        's per session',
      ),
      target: `≤ 1.2 × the clairvoyant’s ${formatNumber(of('slow10First', 'clairvoyant').notShown)} s`,
    },
    {
      ...atMost(
        `live code not on screen ${scenarios.slow10.name}`,
        of('slow10').notShown,
        1.2 * wholeSeconds(of('slow10', 'clairvoyant')),
        's per session',
      ),
      target: `≤ 1.2 × ${formatNumber(wholeSeconds(of('slow10', 'clairvoyant')))} s, the clairvoyant’s ${formatNumber(of('slow10', 'clairvoyant').notShown)} s and 1 s for each change`,
    },
    ...scanScenarios.map((scenario) => scanned(scenario, scans[scenario])),
    ...requestScenarios.map((scenario) => {
      const ofLoop = of(scenario, 'loop at 7 s').requests;
      return {
        ...atMost(
          `requests for codes ${scenarios[scenario].name}`,
          of(scenario).requests,
          ofLoop,
          'per session',
        ),
        target: `≤ the loop at 7 s, ${formatNumber(ofLoop)}`,
      };
    }),
    expired('wahaStarted', 0.3),
    notShown('wahaStarted', 8),
    ...(['waha', 'wahaStarted'] as const).flatMap((scenario) => [
      atMost(
        `from a scan to *Linking…* or *Linked* ${scenarios[scenario].name}`,
        scans[scenario].noticed.max,
        4,
        's at most',
      ),
      atMost(
        `from a scan to *Linked* ${scenarios[scenario].name}`,
        scans[scenario].linked.max,
        6,
        's at most',
      ),
    ]),
  ];
}

/** What the clairvoyant would need if it knew each change to one second only, as one answer with a `Date` of whole seconds tells it. */
function wholeSeconds({ notShown, newCodes, sessions }: Summary): number {
  return notShown + newCodes / sessions;
}

function scanned(scenario: ScanScenario, { scans, noticed, late, calledFailure }: ScanSummary): Target {
  return {
    figure: `a scan at each second of a code ${scenarios[scenario].name}`,
    target: '*Linking…* or *Linked* within 6 s and one round trip, never called a failure',
    measured: `${formatNumber(noticed.max)} s at most, ${late} of ${scans} later, ${calledFailure} called a failure`,
    isReached: scans > 0 && late === 0 && calledFailure === 0,
  };
}

/** Figures are compared as they are printed. */
function atMost(figure: string, value: number | undefined, limit: number, unit: string): Target {
  return {
    figure,
    target: `≤ ${formatNumber(limit)} ${unit}`,
    measured: `${formatNumber(value)} ${unit}`,
    isReached: value !== undefined && Number(formatNumber(value)) <= Number(formatNumber(limit)),
    ...(value !== undefined && limit > 0 && { ratio: value / limit }),
  };
}
