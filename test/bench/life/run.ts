import type { Progress } from '../report/section';
import type { Statistics } from './figures';
import { statisticsOf } from './figures';
import { wholeDoor } from './door';
import { ours } from './ours';
import type { Strategy } from './rivals';
import { loop, oncePerDialog } from './rivals';
import type { Summary } from './summary';
import { summary } from './summary';
import type { WorldName } from './world';
import { circumstances, worlds } from './world';

/** Everyone who is measured, by the name they have in the tables. */
export const strategies = {
  'Pair WhatsApp': ours(),
  'loop at 5 s': loop(5_000),
  'loop at 7 s': loop(7_000),
  'loop at 30 s': loop(30_000),
  'once per dialog': oncePerDialog,
} as const satisfies Record<string, Strategy>;

/** One who is measured. */
export type StrategyName = keyof typeof strategies;

/** What each came to in each world. */
export type Results = Readonly<Record<WorldName, Readonly<Record<StrategyName, Summary>>>>;

/** The names of the worlds, in the order of the tables. */
export const worldNames = Object.keys(worlds) as readonly WorldName[];
/** The names of the strategies, in the order of the tables. */
export const strategyNames = Object.keys(strategies) as readonly StrategyName[];

/** Runs so many pairings of a strategy in a world. */
export async function runMany(
  strategy: Strategy,
  worldName: WorldName,
  sessions: number,
  seed: number,
): Promise<Summary> {
  const all: Statistics[] = [];
  for (let index = 0; index < sessions; index++) {
    const given = circumstances(worlds[worldName], seed, index);
    all.push(statisticsOf(given.life, await strategy(given)));
  }
  return summary(all);
}

/** Runs everyone in every world. */
export async function runAll(sessions: number, seed: number, progress: Progress): Promise<Results> {
  const results: Partial<Record<WorldName, Record<StrategyName, Summary>>> = {};
  for (const world of worldNames) {
    progress(`${sessions} simulated sessions ${worlds[world].name}`);
    const entries: [string, Summary][] = [];
    for (const name of strategyNames)
      entries.push([name, await runMany(strategies[name], world, sessions, seed)]);
    results[world] = Object.fromEntries(entries) as Record<StrategyName, Summary>;
  }
  return results as Results;
}

/** Runs pairings both the short way and through the product's whole HTTP code; how many of them came out differently. */
export async function compareDoors(sessions: number, seed: number): Promise<number> {
  let different = 0;
  for (const world of worldNames)
    for (let index = 0; index < sessions; index++) {
      const short = await ours()(circumstances(worlds[world], seed, index));
      const whole = await ours(wholeDoor)(circumstances(worlds[world], seed, index));
      if (JSON.stringify(short) !== JSON.stringify(whole)) different += 1;
    }
  return different;
}
