import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenWorld } from '../outside/world';
import { openWorld } from '../outside/world';
import type { EditionName } from '../vscode/edition';
import type { Case, Lane, Result } from './case';
import { Unexpected } from './case';
import { WindowReader } from './windowreader';
import type { LaneState } from './stage';
import { quietTime, Stage } from './stage';

const id = (lane: string, index: number): string =>
  `${lane.toUpperCase().padEnd(8, '0').slice(0, 8)}${String(index + 1).padStart(4, '0')}`;

/** What all lanes of a run share. */
export interface LaneOptions {
  readonly edition: EditionName;
  readonly report: (result: Result) => void;
}

/** Runs the cases of a lane one after the other, and reports each result. */
export async function runLane(lane: Lane, { edition, report }: LaneOptions): Promise<void> {
  const { name, cases, folder = false, behavior } = lane;
  const instances = cases.map(({ instance }, index) => ({
    ...instance,
    id: id(name, index),
    session: { starting: 0, ...instance?.session },
  }));
  let world: OpenWorld | undefined;
  try {
    world = await openWorld(edition, {
      instances,
      folder,
      reducedMotion: true,
      ...(behavior && { behavior }),
    });
    const state: LaneState = { world, reader: await WindowReader.open(world), signedIn: false };
    const stages: Stage[] = [];
    for (const [index, each] of cases.entries()) {
      const stage = new Stage(state, world.gateway.instance(id(name, index)));
      stages.push(stage);
      report(await play(each, stage, name));
    }
    for (const result of await laneResults(state, stages, name)) report(result);
  } catch (error) {
    const done = `opening a window for the ${cases.length} cases of ${name}`;
    report({ lane: name, done, expected: 'all of them run', happened: errorText(error), passed: false });
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
    const happened = errorText(error);
    const picture = path.resolve(
      'out',
      `faults-${`${stage.world.server.version}-${lane}-${done}`.replace(/[^a-z0-9]+/gi, '-').slice(0, 80)}.png`,
    );
    await stage.world.workbench.page.screenshot({ path: picture });
    // The next case runs anyway: a pairing that did not end doesn't affect it.
    await stage.end().catch(() => undefined);
    return { lane, done, expected, happened, passed: false, picture };
  }
}

/** Checks that concern a lane as a whole. */
async function laneResults(
  { world, reader }: LaneState,
  stages: readonly Stage[],
  lane: string,
): Promise<Result[]> {
  const ended = stages.flatMap(({ endedAt, instance, requests }) =>
    endedAt === undefined ? [] : [{ endedAt, instance, requests }],
  );
  const since = Math.max(...ended.map(({ endedAt }) => endedAt));
  await sleep(Math.max(since + quietTime - Date.now(), 0));
  const late = ended.filter(({ endedAt, requests }) => requests.some(({ startedAt }) => startedAt > endedAt));
  const { violations, requests } = world.gateway;
  const results = [
    {
      done: `waiting after the ${ended.length} pairings that ended or were stopped`,
      expected: 'no request follows',
      found: late.map(({ instance }) => `a request for ${instance.id}`),
      otherwise: `no request followed within ${quietTime / 1_000} s or more`,
    },
    {
      done: `counting all ${requests.length} requests`,
      expected: 'those of one kind keep their minimum time, and never overlap',
      found: violations.map(({ message }) => message),
      otherwise: 'no rule was broken',
    },
    {
      done: `reading ${reader.readings} screenshots with two QR readers`,
      expected: 'no code is found after its expiry',
      found: reader.expiredReadings,
      otherwise: 'no expired code was found',
    },
  ];
  return results.map(({ done, expected, found, otherwise }) => {
    const passed = found.length === 0;
    return { lane, done, expected, happened: passed ? otherwise : found.join('; '), passed };
  });
}

/** What went wrong, in one line. */
function errorText(error: unknown): string {
  if (error instanceof Unexpected) return error.message;
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return `stopped with an error: ${line}`;
}
