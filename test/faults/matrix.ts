import { availableParallelism } from 'node:os';
import type { Counts } from '../run/counts';
import { failureLine } from '../run/counts';
import type { EditionName } from '../vscode/edition';
import { install } from '../vscode/install';
import type { Result } from './case';
import { runLane } from './lane';
import { lanes } from './lanes';
import { Readers } from './readers';
import { reportLine, standardOutput } from './report';
import { turns } from './turns';

/** A window that opens keeps a processor busy for seconds; once it is open it mostly waits. */
const windowsOpening = Math.max(Math.floor(availableParallelism() / 2), 1);
const windowsOpen = 2 * availableParallelism();

/** What of the matrix is wanted. */
export interface MatrixOptions {
  readonly edition?: EditionName;
  /** Only the cases whose lane and words, as printed, have this in them. */
  readonly only?: string;
}

/** Plays all lanes side by side in an edition of VS Code, and prints a line for each case. */
export async function faultMatrix({ edition = 'newest', only = '' }: MatrixOptions = {}): Promise<Counts> {
  const wanted = lanes
    .map((lane) => ({
      ...lane,
      cases: lane.cases.filter(({ done }) => `${lane.name}: ${done}`.includes(only)),
    }))
    .filter(({ cases }) => cases.length > 0);
  await install([edition]);
  const paper = standardOutput();
  const results: Result[] = [];
  const tell = (result: Result): void => {
    results.push(result);
    console.log(reportLine(result, paper));
  };
  const readers = new Readers();
  const options = { edition, readers, tell, opening: turns(windowsOpening) };
  const playing = turns(windowsOpen);
  await Promise.all(wanted.map((lane) => playing(() => runLane(lane, options))));
  await readers.close();
  const failures = results
    .filter(({ passed }) => !passed)
    .map(({ lane, done, happened }) => failureLine(`${lane}: ${done} (${edition})`, happened));
  return { passed: results.length - failures.length, failures };
}
