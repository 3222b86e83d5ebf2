/** A time in ms since the epoch as ISO 8601 in UTC. */
export function instant(at: number): string {
  // eslint-disable-next-line no-restricted-globals -- writes a time; it is the current time that core must not ask for
  return new Date(at).toISOString();
}
