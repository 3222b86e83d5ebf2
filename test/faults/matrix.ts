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
import { limiter } from './concurrency';

/** A window keeps a processor busy for seconds while it opens; then it mostly waits. */
const windowsOpening = Math.max(Math.floor(availableParallelism() / 2), 1);
const windowsOpen = 2 * availableParallelism();

/** The part of the matrix to run. */
export interface MatrixOptions {
  readonly edition?: EditionName;
  /** Only the cases whose lane and description, as printed, contain this text. */
  readonly only?: string;
}

/** Runs all lanes in parallel in an edition of VS Code, and prints a line for each case. */
export async function faultMatrix({ edition = 'newest', only = '' }: MatrixOptions = {}): Promise<Counts> {
  const wanted = lanes
    .map((lane) => ({
      ...lane,
      cases: lane.cases.filter(({ done }) => `${lane.name}: ${done}`.includes(only)),
    }))
    .filter(({ cases }) => cases.length > 0);
  await install([edition]);
  const style = standardOutput();
  const results: Result[] = [];
  const report = (result: Result): void => {
    results.push(result);
    console.log(reportLine(result, style));
  };
  const readers = new Readers();
  const options = { edition, readers, report, openWindow: limiter(windowsOpening) };
  const run = limiter(windowsOpen);
  await Promise.all(wanted.map((lane) => run(() => runLane(lane, options))));
  await readers.close();
  const failures = results
    .filter(({ passed }) => !passed)
    .map(({ lane, done, happened }) => failureLine(`${lane}: ${done} (${edition})`, happened));
  return { passed: results.length - failures.length, failures };
}
