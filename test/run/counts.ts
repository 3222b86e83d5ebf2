/** How many tests, or checks, went well and how many didn't. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** All of them together. */
export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }),
    { passed: 0, failed: 0 },
  );
}
