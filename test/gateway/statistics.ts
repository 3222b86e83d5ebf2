import type { RequestRecord } from './requestlog';

/** The highest number of requests that started within a minute. */
export interface BusiestMinute {
  readonly all: number;
  /** By path; the busiest minute of each path can be a different one. */
  readonly paths: Readonly<Record<string, number>>;
}

/** Counts the requests in each sliding minute (or another window, in ms) and returns the highest counts. */
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

/** The highest count in a half-open window. The records are ordered by start. */
function most(records: readonly RequestRecord[], window: number): number {
  let first = 0;
  let highest = 0;
  for (const [index, { startedAt }] of records.entries()) {
    while ((records[first]?.startedAt ?? startedAt) <= startedAt - window) first += 1;
    highest = Math.max(highest, index - first + 1);
  }
  return highest;
}
