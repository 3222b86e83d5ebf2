/** The time in a `Date` or `Retry-After` header, in ms since the epoch; undefined if it isn't a valid date. */
export function httpDate(header: string | undefined): number | undefined {
  // All allowed formats contain a time of day. Without this check the parser would accept "-5" or "1.5" as a date.
  if (header === undefined || !/\d:\d\d/.test(header)) return undefined;
  // eslint-disable-next-line no-restricted-globals -- parses a text; only reading the current time is forbidden in core
  const at = Date.parse(header);
  return Number.isFinite(at) ? at : undefined;
}
