import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenWorld } from '../outside/world';
import { openWorld } from '../outside/world';
import type { EditionName } from '../vscode/edition';
import type { Case, Lane, Result } from './case';
import { Unexpected } from './case';
import { Eyes } from './eyes';
import type { Readers } from './readers';
import type { LaneState } from './stage';
import { quietTime, Stage } from './stage';

const id = (lane: string, index: number): string =>
  `${lane.toUpperCase().padEnd(8, '0').slice(0, 8)}${String(index + 1).padStart(4, '0')}`;

/** What all lanes of a run share. */
export interface LaneOptions {
  readonly edition: EditionName;
  /** Lets a lane open its window when it is its turn. */
  readonly opening: <T>(open: () => Promise<T>) => Promise<T>;
  readonly readers: Readers;
  readonly tell: (result: Result) => void;
}

/** Plays the cases of a lane one after the other, and tells each result as it comes. */
export async function runLane(lane: Lane, { edition, opening, readers, tell }: LaneOptions): Promise<void> {
  const { name, cases, folder = false } = lane;
  const instances = cases.map(({ instance }, index) => ({
    ...instance,
    id: id(name, index),
    session: { starting: 0, ...instance?.session },
  }));
  let world: OpenWorld | undefined;
  try {
    world = await opening(() => openWorld(edition, { instances, folder }));
    const state: LaneState = { world, eyes: await Eyes.open(world, readers), signedIn: false };
    const stages: Stage[] = [];
    for (const [index, each] of cases.entries()) {
      const stage = new Stage(state, world.gateway.instance(id(name, index)));
      stages.push(stage);
      tell(await play(each, stage, name));
    }
    for (const result of await closing(state, stages, name)) tell(result);
  } catch (error) {
    const done = `opening a window for the ${cases.length} cases of ${name}`;
    tell({ lane: name, done, expected: 'all of them are played', happened: words(error), passed: false });
  } finally {
    await world?.close();
  }
}

async function play({ done, expected, run }: Case, stage: Stage, lane: string): Promise<Result> {
  try {
    const happened = await run(stage);
    await stage.end();
    return { lane, done, expected, happened, passed: true };
  } catch (error) {
    const happened = words(error);
    const picture = path.resolve(
      'out',
      `faults-${`${lane}-${done}`.replace(/[^a-z0-9]+/gi, '-').slice(0, 80)}.png`,
    );
    await stage.world.workbench.page.screenshot({ path: picture });
    // It goes on with the next: a pairing that wasn't ended is in no case's way.
    await stage.end().catch(() => undefined);
    return { lane, done, expected, happened, passed: false, picture };
  }
}

/** What must hold of a lane as a whole. */
async function closing(
  { world, eyes }: LaneState,
  stages: readonly Stage[],
  lane: string,
): Promise<Result[]> {
  const ended = stages.flatMap(({ silentSince, instance, calls }) =>
    silentSince === undefined ? [] : [{ silentSince, instance, calls }],
  );
  const since = Math.max(...ended.map(({ silentSince }) => silentSince));
  await sleep(Math.max(since + quietTime - Date.now(), 0));
  const late = ended.filter(({ silentSince, calls }) =>
    calls.some(({ startedAt }) => startedAt > silentSince),
  );
  const { violations, requests } = world.gateway;
  const results = [
    {
      done: `leaving the ${ended.length} pairings alone that had ended or were stopped`,
      expected: 'no call follows',
      found: late.map(({ instance }) => `a call for ${instance.id}`),
      otherwise: `no call followed in ${quietTime / 1_000} s or more`,
    },
    {
      done: `counting all ${requests.length} calls`,
      expected: 'none sooner than 5 s after the one before it, none while another was open',
      found: violations.map(({ message }) => message),
      otherwise: 'none broke a rule',
    },
    {
      done: `reading ${eyes.readings} pictures with two QR readers`,
      expected: 'no code is found after its death',
      found: eyes.deadReadings,
      otherwise: 'no dead code was found',
    },
  ];
  return results.map(({ done, expected, found, otherwise }) => {
    const passed = found.length === 0;
    return { lane, done, expected, happened: passed ? otherwise : found.join('; '), passed };
  });
}

/** What went wrong, in one line. */
function words(error: unknown): string {
  if (error instanceof Unexpected) return error.message;
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return `it went no further: ${line}`;
}
