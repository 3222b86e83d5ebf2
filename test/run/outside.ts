import { editionNames } from '../vscode/edition';
import { install } from '../vscode/install';
import { sideBySide } from './child';
import type { Counts } from './counts';
import { sum } from './counts';

/** Those of the fault matrix that stand for the rows of the table; the others take too long to be run each time. */
const quickCases = 'statuses:';

/** Runs the suites from outside on each VS Code, and beside them what is quick of the fault matrix. */
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
