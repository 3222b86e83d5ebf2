import { availableParallelism } from 'node:os';
import path from 'node:path';
import { editionNames } from '../vscode/edition';
import { install } from '../vscode/install';
import type { Child } from './child';
import { sideBySide } from './child';
import type { Counts } from './counts';
import { sum } from './counts';
import { suitesIn } from './suites';

/** The cases of the fault matrix that cover the rows of the table; the others take too long for every run. */
const quickCases = 'statuses:';
/** The suites that take longest begin first, so that the end doesn't wait for one of them. */
const longest = ['terminalsight', 'instances', 'pairingcode', 'ends', 'waits', 'oneevent', 'sameorigin'];
/** How many windows are open at once: they mostly wait, but each needs a processor for seconds while it opens. */
const windows = Math.min(2 * availableParallelism(), 6);

/** Runs the suites from outside in each VS Code, several at once, on request with the quick cases of the fault matrix. */
export async function outside({ withFaults }: { readonly withFaults: boolean }): Promise<Counts> {
  await install(editionNames);
  const rank = (file: string): number => {
    const place = longest.indexOf(nameOf(file));
    return place < 0 ? longest.length : place;
  };
  const files = (await suitesIn('out/test/outside')).toSorted((one, other) => rank(one) - rank(other));
  const inEditions = files.flatMap((file) => editionNames.map((edition) => child(file, edition)));
  const faults = { name: 'faults', program: 'faults', args: [`--case=${quickCases}`] };
  return sum(await sideBySide(withFaults ? [faults, ...inEditions] : inEditions, windows));
}

function child(file: string, edition: string): Child {
  return {
    name: `${nameOf(file)}, ${edition}`,
    program: 'run/suite',
    args: [file],
    env: { PAIR_WHATSAPP_EDITION: edition },
  };
}

function nameOf(file: string): string {
  return path.basename(file, '.test.mjs');
}
