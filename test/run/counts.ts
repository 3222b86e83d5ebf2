import * as v from 'valibot';

/** How many tests or checks passed, and which failed; one process sends this to another. */
export const Counts = v.object({ passed: v.number(), failures: v.array(v.string()) });

/** How many tests or checks passed, and which failed, by name. */
export interface Counts extends Readonly<v.InferOutput<typeof Counts>> {
  /** What failed beside other windows and passed alone, by name. */
  readonly flaky?: readonly string[];
}

/** Adds up counts. */
export function sum(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failures: all.flatMap(({ failures }) => failures),
    flaky: all.flatMap(({ flaky = [] }) => flaky),
  };
}

/** A failure in one line, for the list at the end; often only that list of a run is kept. */
export function failureLine(name: string, why: string): string {
  const line = why.replace(/\s+/g, ' ').trim();
  return `${name} │ ${line.length > 400 ? `${line.slice(0, 400)}…` : line}`;
}
