import type { Progress } from '../report/section';
import type { Statistics } from './figures';
import { statisticsOf } from './figures';
import { openHttpAccess } from './access';
import { pairWhatsApp } from './product';
import type { Strategy } from './strategies';
import { loop, oncePerDialog } from './strategies';
import type { Summary } from './summary';
import { summary } from './summary';
import type { ScenarioName } from './scenario';
import { circumstances, scenarios } from './scenario';

/** The strategies, by their names in the tables. */
export const strategies = {
  'Pair WhatsApp': pairWhatsApp(),
  'loop at 5 s': loop(5_000),
  'loop at 7 s': loop(7_000),
  'loop at 30 s': loop(30_000),
  'once per dialog': oncePerDialog,
} as const satisfies Record<string, Strategy>;

/** The name of a strategy. */
export type StrategyName = keyof typeof strategies;

/** The results of each strategy in each scenario. */
export type Results = Readonly<Record<ScenarioName, Readonly<Record<StrategyName, Summary>>>>;

/** The names of the scenarios, in the order of the tables. */
export const scenarioNames = Object.keys(scenarios) as readonly ScenarioName[];
/** The names of the strategies, in the order of the tables. */
export const strategyNames = Object.keys(strategies) as readonly StrategyName[];

/** Runs a number of pairings with a strategy in a scenario. */
export async function runMany(
  strategy: Strategy,
  scenarioName: ScenarioName,
  sessions: number,
  seed: number,
): Promise<Summary> {
  const all: Statistics[] = [];
  for (let index = 0; index < sessions; index++) {
    const pairing = circumstances(scenarios[scenarioName], seed, index);
    all.push(statisticsOf(pairing.lifetime, await strategy(pairing)));
  }
  return summary(all);
}

/** Runs all strategies in all scenarios. */
export async function runAll(sessions: number, seed: number, progress: Progress): Promise<Results> {
  const results: Partial<Record<ScenarioName, Record<StrategyName, Summary>>> = {};
  for (const scenario of scenarioNames) {
    progress(`${sessions} simulated sessions ${scenarios[scenario].name}`);
    const entries: [string, Summary][] = [];
    for (const name of strategyNames)
      entries.push([name, await runMany(strategies[name], scenario, sessions, seed)]);
    results[scenario] = Object.fromEntries(entries) as Record<StrategyName, Summary>;
  }
  return results as Results;
}

/** Runs pairings without and with the product’s HTTP code. Returns how many of them differ. */
export async function countDifferences(sessions: number, seed: number): Promise<number> {
  let different = 0;
  for (const scenario of scenarioNames)
    for (let index = 0; index < sessions; index++) {
      const direct = await pairWhatsApp()(circumstances(scenarios[scenario], seed, index));
      const throughHttp = await pairWhatsApp(openHttpAccess)(circumstances(scenarios[scenario], seed, index));
      if (JSON.stringify(direct) !== JSON.stringify(throughHttp)) different += 1;
    }
  return different;
}
