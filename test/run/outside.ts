import { editionNames } from '../vscode/edition';
import { install } from '../vscode/install';
import { sideBySide } from './child';
import type { Counts } from './counts';
import { sum } from './counts';

/** The cases of the fault matrix that cover the rows of the table; the others take too long for every run. */
const quickCases = 'statuses:';

/** Runs the suites from outside in each VS Code and, in parallel, the quick cases of the fault matrix. */
export async function outside(): Promise<Counts> {
  await install(editionNames);
  const editions = editionNames.map((edition) => ({
    name: edition,
    program: 'run/edition',
    env: { PAIR_WHATSAPP_EDITION: edition },
  }));
  const faults = { name: 'faults', program: 'faults', args: [`--case=${quickCases}`] };
  return sum(await sideBySide([...editions, faults]));
}
