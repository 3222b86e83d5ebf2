/** The instant that a `Date` or `Retry-After` header names, in ms since the epoch. */
export function httpDate(header: string | undefined): number | undefined {
  // Without a time of day it is none of the formats allowed, though the parser would make a date of "-5" or "1.5".
  if (header === undefined || !/\d:\d\d/.test(header)) return undefined;
  // eslint-disable-next-line no-restricted-globals -- reads a text; it is the current time that core must not ask for
  const at = Date.parse(header);
  return Number.isFinite(at) ? at : undefined;
}
