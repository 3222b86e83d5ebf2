/** A time in ms since the epoch as ISO 8601 in UTC. */
export function isoTime(at: number): string {
  // eslint-disable-next-line no-restricted-globals -- formats a time; only reading the current time is forbidden in core
  return new Date(at).toISOString();
}
