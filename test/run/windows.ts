import path from 'node:path';
import { lanes } from '../faults/lanes';
import type { EditionName } from '../vscode/edition';
import { editionNames } from '../vscode/edition';
import type { Child } from './child';
import { suitesIn } from './suites';

/** The suites that also run in the oldest VS Code without --all: the main job, and what an editor restores by itself. */
const alwaysInOldest = ['mainjob', 'reload'];
/** The suites that run without --all: what a person sees of a pairing from its start to its end. */
const always = [...alwaysInOldest, 'ends', 'failures', 'waits', 'twowindows'];
/** The lanes of the fault matrix that run without --all: the answers that a pairing may get at its start. */
const alwaysLanes = ['statuses', 'refusals'];
/** The suites that take longest begin first, so that the end doesn't wait for one of them. */
const longest = [
  'terminalsight',
  'instances',
  'oneevent',
  'terminal',
  'ends',
  'failures',
  'bulk',
  'pairingcode',
  'sameorigin',
  'waits',
];

/** What to run in windows. */
export interface Wanted {
  readonly suites: boolean;
  readonly lanes: boolean;
  /** Whether to run everything, in both editions of VS Code. */
  readonly all: boolean;
}

/**
 * The suites from outside and the lanes of the fault matrix, as one run. A suite keeps a processor busy most of the time, and a
 * lane mostly waits, so each fills the gaps of the other.
 */
export async function windowRun({ suites, lanes, all }: Wanted): Promise<readonly Child[]> {
  return mix(lanes ? laneRuns(all) : [], suites ? await suiteRuns(all) : []);
}

async function suiteRuns(all: boolean): Promise<readonly Child[]> {
  const rank = (file: string): number => {
    const place = longest.indexOf(nameOf(file));
    return place < 0 ? longest.length : place;
  };
  const files = (await suitesIn('out/test/outside')).toSorted((one, other) => rank(one) - rank(other));
  return files
    .filter((file) => all || always.includes(nameOf(file)))
    .flatMap((file) =>
      editionNames
        .filter((edition) => all || edition === 'newest' || alwaysInOldest.includes(nameOf(file)))
        .map((edition) => suite(file, edition)),
    );
}

function laneRuns(all: boolean): readonly Child[] {
  const names = all ? lanes.map(({ name }) => name) : alwaysLanes;
  return names.flatMap((name) =>
    (all ? editionNames : (['newest'] as const)).map((edition) => lane(name, edition)),
  );
}

/** Distributes the shorter list evenly over the longer one. */
function mix<T>(one: readonly T[], other: readonly T[]): readonly T[] {
  const placed = [one, other].flatMap((list) =>
    list.map((each, index) => ({ each, place: index / list.length })),
  );
  return placed.toSorted((a, b) => a.place - b.place).map(({ each }) => each);
}

/** A suite from outside, or one that has the machine to itself, in an edition. */
export function suite(file: string, edition: EditionName): Child {
  return {
    name: `${nameOf(file)}, ${edition}`,
    program: 'run/suite',
    args: [file],
    env: { PAIR_WHATSAPP_EDITION: edition },
  };
}

function lane(name: string, edition: EditionName): Child {
  return {
    name: `faults of ${name}, ${edition}`,
    program: 'faults',
    args: [`--lane=${name}`, `--edition=${edition}`],
  };
}

function nameOf(file: string): string {
  return path.basename(file, '.test.mjs');
}
