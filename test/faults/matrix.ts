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
  readonly editions?: readonly EditionName[];
  /** Only the cases whose lane and description, as printed, contain this text. */
  readonly only?: string;
}

/** Runs all lanes in parallel in these editions of VS Code, and prints a line for each case. */
export async function faultMatrix({ editions = ['newest'], only = '' }: MatrixOptions = {}): Promise<Counts> {
  const wanted = lanes
    .map((lane) => ({
      ...lane,
      cases: lane.cases.filter(({ done }) => `${lane.name}: ${done}`.includes(only)),
    }))
    .filter(({ cases }) => cases.length > 0);
  await install(editions);
  const style = standardOutput();
  const results: (Result & { readonly edition: EditionName })[] = [];
  const reportOf =
    (edition: EditionName) =>
    (result: Result): void => {
      results.push({ ...result, edition });
      const lane = editions.length > 1 ? `${result.lane} (${edition})` : result.lane;
      console.log(reportLine({ ...result, lane }, style));
    };
  const readers = new Readers();
  const openWindow = limiter(windowsOpening);
  const run = limiter(windowsOpen);
  const runs = wanted.flatMap((lane) =>
    editions.map((edition) =>
      run(() => runLane(lane, { edition, readers, report: reportOf(edition), openWindow })),
    ),
  );
  await Promise.all(runs);
  await readers.close();
  const failures = results
    .filter(({ passed }) => !passed)
    .map(({ lane, done, edition, happened }) => failureLine(`${lane}: ${done} (${edition})`, happened));
  return { passed: results.length - failures.length, failures };
}
