import type { Progress } from '../report/section';
import { between, randomFrom } from './random';
import type { Course } from './product';
import { defaultInterval, runPairing } from './product';
import type { Circumstances } from './scenario';
import { circumstances } from './scenario';
import type { ScenarioName } from './scenarios';
import { scenarios } from './scenarios';
import type { Spread } from './summary';
import { spread } from './summary';

/** The scenarios in which a phone scans. */
export const scanScenarios = [
  ...(['hasExpiry', 'noExpiry', 'started', 'waha', 'wahaStarted'] as const),
  ...(['slow1', 'slow5', 'slow10', 'slow15', 'slow1NoExpiry', 'slow10NoExpiry'] as const),
] satisfies readonly ScenarioName[];

/** The name of such a scenario. */
export type ScanScenario = (typeof scanScenarios)[number];

/** The codes that are scanned, by their index: the first, one in the middle, and the last. */
const scannedCodes = [0, 2, 5];

/** Scans at each second of a code’s life. Times are in seconds. */
export interface ScanSummary {
  /** How many scans there were, and how many moments at which the code wasn’t on screen, so that nobody could scan. */
  readonly scans: number;
  readonly notOnScreen: number;
  /** Until *Linking…* or *Linked* was shown. */
  readonly noticed: Times;
  /** Until *Linked* was shown. */
  readonly linked: Times;
  /** How many scans were noticed by *Linked* only. */
  readonly withoutLinking: number;
  /** How many were noticed later than the poll interval and one round trip after the scan. */
  readonly late: number;
  /** How many were called a failure or a wait for the session, and how many saw their code covered first. */
  readonly calledFailure: number;
  readonly covered: number;
  /** How many were never noticed. */
  readonly missed: number;
}

/** The distribution of a time. */
export interface Times extends Spread {
  readonly mean: number | undefined;
}

/** What one scan led to; times are in ms after it. */
interface ScanResult {
  readonly noticed: number | undefined;
  readonly linking: number | undefined;
  readonly linked: number | undefined;
  readonly calledFailure: boolean;
  readonly covered: boolean;
  readonly late: boolean;
}

/** Scans in all scenarios. */
export async function scanAll(
  rounds: number,
  seed: number,
  progress: Progress,
): Promise<Record<ScanScenario, ScanSummary>> {
  const results: Partial<Record<ScanScenario, ScanSummary>> = {};
  for (const name of scanScenarios) {
    progress(`a scan at each second of a code ${scenarios[name].name}`);
    results[name] = await scanMany(name, rounds, seed);
  }
  return results as Record<ScanScenario, ScanSummary>;
}

/** Scans each code of a scenario at each second of its life, `rounds` times. */
export async function scanMany(name: ScanScenario, rounds: number, seed: number): Promise<ScanSummary> {
  const results: ScanResult[] = [];
  let notOnScreen = 0;
  for (let round = 0; round < rounds; round++)
    for (const code of scannedCodes) {
      const { from, until } = drawn(name, code, seed, round).lifetime.codes[code] ?? { from: 0, until: 0 };
      for (let second = 0; second < Math.floor((until - from) / 1_000); second++) {
        const pairing = drawn(name, code, seed, round);
        const moment = between(randomFrom(seed, round, code, second), 0, 1_000);
        const course = await runPairing(pairing, { scanAt: from + 1_000 * second + moment });
        const result = scanResult(pairing, course);
        if (result) results.push(result);
        else notOnScreen += 1;
      }
    }
  return summarize(results, notOnScreen);
}

/** A pairing that begins before the code is issued: while the one before it is valid, or while the session starts. */
function drawn(name: ScanScenario, code: number, seed: number, round: number): Circumstances {
  const pairing = circumstances(scenarios[name], seed, round);
  if (pairing.restarts) return pairing;
  const { codes, ready } = pairing.lifetime;
  const random = randomFrom(seed, round, code);
  const { from, until } = codes[code - 1] ?? { from: ready - 10_000, until: ready };
  return { ...pairing, begins: between(random, from, until) };
}

function scanResult(
  { manner }: Circumstances,
  { scannedAt, sights, longestTrip }: Course,
): ScanResult | undefined {
  if (scannedAt === undefined) return undefined;
  const after = sights.filter(({ at }) => at >= scannedAt);
  const since = (at: number | undefined): number | undefined =>
    at === undefined ? undefined : at - scannedAt;
  const linking = since(after.find(({ sight }) => sight === 'linking')?.at);
  const linked = since(after.find(({ sight }) => sight === 'linked')?.at);
  const noticed = Math.min(linking ?? Infinity, linked ?? Infinity);
  const before = after.filter(({ at }) => at - scannedAt < noticed);
  return {
    noticed: noticed === Infinity ? undefined : noticed,
    linking,
    linked,
    calledFailure: after.some(({ sight }) => sight === 'failure'),
    covered: before.some(({ sight }) => sight === 'covered'),
    late: noticed > defaultInterval + manner.thinking + longestTrip,
  };
}

function summarize(results: readonly ScanResult[], notOnScreen: number): ScanSummary {
  const count = (is: (result: ScanResult) => boolean): number => results.filter(is).length;
  return {
    scans: results.length,
    notOnScreen,
    noticed: timesOf(results.map(({ noticed }) => noticed)),
    linked: timesOf(results.map(({ linked }) => linked)),
    withoutLinking: count(({ noticed, linking }) => noticed !== undefined && linking === undefined),
    late: count(({ late }) => late),
    calledFailure: count(({ calledFailure }) => calledFailure),
    covered: count(({ covered }) => covered),
    missed: count(({ noticed }) => noticed === undefined),
  };
}

/** A scan without this moment counts as an infinite time. */
function timesOf(all: readonly (number | undefined)[]): Times {
  const times = all.map((time) => time ?? Infinity);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return { ...spread(times), mean: times.length === 0 ? undefined : mean / 1_000 };
}
