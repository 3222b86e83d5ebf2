import type { RequestRecord } from '../../gateway/requestlog';

/** How regularly instances were asked for. */
export interface Regularity {
  /** Gaps between two calls in a row for one instance. */
  readonly gaps: number;
  /** The longest gap, in ms. */
  readonly longest: number;
  /** Gaps longer than they may be. */
  readonly late: number;
  /** The instance with the longest gap. */
  readonly slowest: string | undefined;
}

/** Looks at the gaps between calls of one kind for each instance; one longer than `due` and a second is late. */
export function regularity(requests: readonly RequestRecord[], path: string, due: number): Regularity {
  const last = new Map<string, number>();
  const gaps: { readonly instance: string; readonly ms: number }[] = [];
  for (const { instance, path: called, startedAt } of requests) {
    if (called !== path || instance === undefined) continue;
    const before = last.get(instance);
    if (before !== undefined) gaps.push({ instance, ms: startedAt - before });
    last.set(instance, startedAt);
  }
  const [longest] = [...gaps].sort((one, other) => other.ms - one.ms);
  return {
    gaps: gaps.length,
    longest: longest?.ms ?? 0,
    late: gaps.filter(({ ms }) => ms > due + 1_000).length,
    slowest: longest?.instance,
  };
}
