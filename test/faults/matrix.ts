import type { Counts } from '../run/counts';
import { failureLine } from '../run/counts';
import { runPool, windowPool } from '../run/pool';
import type { EditionName } from '../vscode/edition';
import { install } from '../vscode/install';
import type { Result } from './case';
import { runLane } from './lane';
import { lanes } from './lanes';
import { reportLine, standardOutput } from './report';

/** The part of the matrix to run. */
export interface MatrixOptions {
  readonly edition: EditionName;
  /** Only this lane. */
  readonly lane?: string;
  /** Only the cases whose lane and description, as printed, contain this text. */
  readonly only?: string;
}

/** Runs lanes in parallel in an edition of VS Code, and prints a line for each case. */
export async function faultMatrix({ edition, lane, only = '' }: MatrixOptions): Promise<Counts> {
  const wanted = lanes
    .map((lane) => ({
      ...lane,
      cases: lane.cases.filter(({ done }) => `${lane.name}: ${done}`.includes(only)),
    }))
    .filter(({ name, cases }) => cases.length > 0 && (lane === undefined || name === lane));
  await install([edition]);
  const style = standardOutput();
  const results: Result[] = [];
  const report = (result: Result): void => {
    results.push(result);
    console.log(reportLine(result, style));
  };
  await runPool(
    wanted.map((each) => () => runLane(each, { edition, report })),
    windowPool,
  );
  const failures = results
    .filter(({ passed }) => !passed)
    .map(({ lane, done, happened }) => failureLine(`${lane}: ${done} (${edition})`, happened));
  return { passed: results.length - failures.length, failures };
}
