import type { RequestRecord } from '../../gateway/requestlog';

/** How regularly instances were requested. */
export interface Regularity {
  /** Gaps between two consecutive requests for one instance. */
  readonly gaps: number;
  /** The longest gap, in ms. */
  readonly longest: number;
  /** Gaps that are too long. */
  readonly late: number;
  /** The instance with the longest gap. */
  readonly slowest: string | undefined;
}

/** Measures the gaps between requests to one path, for each instance. A gap is late if it exceeds `interval` by more than a second. */
export function regularity(requests: readonly RequestRecord[], path: string, interval: number): Regularity {
  const last = new Map<string, number>();
  const gaps: { readonly instance: string; readonly ms: number }[] = [];
  for (const { instance, path: requestPath, startedAt } of requests) {
    if (requestPath !== path || instance === undefined) continue;
    const before = last.get(instance);
    if (before !== undefined) gaps.push({ instance, ms: startedAt - before });
    last.set(instance, startedAt);
  }
  const [longest] = [...gaps].sort((one, other) => other.ms - one.ms);
  return {
    gaps: gaps.length,
    longest: longest?.ms ?? 0,
    late: gaps.filter(({ ms }) => ms > interval + 1_000).length,
    slowest: longest?.instance,
  };
}
