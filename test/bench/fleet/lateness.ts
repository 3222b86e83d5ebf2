import type { RequestRecord } from '../../gateway/requestlog';

/** How regularly instances were asked for. */
export interface Regularity {
  /** Gaps between two calls in a row for one instance. */
  readonly gaps: number;
  /** The longest gap, in ms. */
  readonly longest: number;
  /** Gaps longer than they may be. */
  readonly late: number;
}

/** Looks at the gaps between calls of one kind for each instance; one longer than `due` and a second is late. */
export function regularity(requests: readonly RequestRecord[], path: string, due: number): Regularity {
  const last = new Map<string, number>();
  const gaps: number[] = [];
  for (const { instance, path: called, startedAt } of requests) {
    if (called !== path || instance === undefined) continue;
    const before = last.get(instance);
    if (before !== undefined) gaps.push(startedAt - before);
    last.set(instance, startedAt);
  }
  return {
    gaps: gaps.length,
    longest: gaps.reduce((most, gap) => Math.max(most, gap), 0),
    late: gaps.filter((gap) => gap > due + 1_000).length,
  };
}
