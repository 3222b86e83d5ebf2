import type { RequestRecord } from './requestlog';

/** The most calls that started within any minute of a run. */
export interface BusiestMinute {
  readonly all: number;
  /** By path; each path has a busiest minute of its own. */
  readonly paths: Readonly<Record<string, number>>;
}

/** Counts the calls of each sliding minute (or other window, in ms) and keeps the highest counts. */
export function busiestMinute(requests: readonly RequestRecord[], window = 60_000): BusiestMinute {
  const byPath = new Map<string, RequestRecord[]>();
  for (const request of requests) {
    const records = byPath.get(request.path);
    if (records === undefined) byPath.set(request.path, [request]);
    else records.push(request);
  }
  return {
    all: most(requests, window),
    paths: Object.fromEntries([...byPath].map(([path, records]) => [path, most(records, window)])),
  };
}

/** The highest count in a half-open window. Records are in the order of their start. */
function most(records: readonly RequestRecord[], window: number): number {
  let first = 0;
  let highest = 0;
  for (const [index, { startedAt }] of records.entries()) {
    while ((records[first]?.startedAt ?? startedAt) <= startedAt - window) first += 1;
    highest = Math.max(highest, index - first + 1);
  }
  return highest;
}
