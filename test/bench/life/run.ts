import type { Progress } from '../report/section';
import { openHttpAccess } from './access';
import type { Bound } from './bounds';
import { boundOf } from './bounds';
import { clairvoyant } from './clairvoyant';
import type { Statistics } from './figures';
import { statisticsOf } from './figures';
import { pairWhatsApp } from './product';
import { circumstances } from './scenario';
import type { ScenarioName } from './scenarios';
import { scenarioNames, scenarios } from './scenarios';
import type { Strategy } from './strategies';
import { loop, oncePerDialog } from './strategies';
import type { Summary } from './summary';
import { summary } from './summary';

/** The strategies, by their names in the tables. */
export const strategies = {
  'Pair WhatsApp': pairWhatsApp(),
  'loop at 5 s': loop(5_000),
  'loop at 7 s': loop(7_000),
  'loop at 30 s': loop(30_000),
  'once per dialog': oncePerDialog,
  clairvoyant,
} as const satisfies Record<string, Strategy>;

/** The name of a strategy. */
export type StrategyName = keyof typeof strategies;

/** The results of each strategy in each scenario. */
export type Results = Readonly<Record<ScenarioName, Readonly<Record<StrategyName, Result>>>>;

/** The results of one strategy in one scenario. */
export interface Result extends Summary {
  /** How often requests broke the rules: two of a kind at once, or less than 5 s from start to start. Only counted for the product. */
  readonly violations: number;
}

/** The names of the strategies, in the order of the tables. */
export const strategyNames = Object.keys(strategies) as readonly StrategyName[];

/** Runs a number of pairings with a strategy in a scenario. */
export async function runMany(
  strategy: Strategy,
  scenarioName: ScenarioName,
  sessions: number,
  seed: number,
): Promise<Result> {
  const all: Statistics[] = [];
  const bounds: Bound[] = [];
  let violations = 0;
  for (let index = 0; index < sessions; index++) {
    const pairing = circumstances(scenarios[scenarioName], seed, index);
    const record = await strategy(pairing);
    all.push(statisticsOf(pairing.lifetime, record, pairing.latest));
    bounds.push(boundOf(pairing, record));
    violations += record.violations ?? 0;
  }
  return { ...summary(all, bounds), violations };
}

/** Runs strategies in the given scenarios: all of them, or those that are named. */
export async function runAll<Name extends ScenarioName, Strategies extends StrategyName = StrategyName>(
  sessions: number,
  seed: number,
  progress: Progress,
  names: readonly Name[],
  only: readonly Strategies[] = strategyNames as readonly Strategies[],
): Promise<Record<Name, Record<Strategies, Result>>> {
  const results: Partial<Record<Name, Record<Strategies, Result>>> = {};
  for (const scenario of names) {
    progress(`${sessions} simulated sessions ${scenarios[scenario].name}`);
    const entries: [string, Result][] = [];
    for (const name of only) entries.push([name, await runMany(strategies[name], scenario, sessions, seed)]);
    results[scenario] = Object.fromEntries(entries) as Record<Strategies, Result>;
  }
  return results as Record<Name, Record<Strategies, Result>>;
}

/** Runs pairings without and with the product’s HTTP code. Returns how many of them differ. */
export async function countDifferences(sessions: number, seed: number): Promise<number> {
  let different = 0;
  for (const scenario of scenarioNames)
    for (let index = 0; index < sessions; index++) {
      const drawn = (): ReturnType<typeof circumstances> => circumstances(scenarios[scenario], seed, index);
      const direct = await pairWhatsApp()(drawn());
      const throughHttp = await pairWhatsApp({ open: openHttpAccess })(drawn());
      if (JSON.stringify(direct) !== JSON.stringify(throughHttp)) different += 1;
    }
  return different;
}
