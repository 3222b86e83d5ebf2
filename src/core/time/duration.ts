/** A remaining time as minutes and seconds, "0:42", rounded up to full seconds. */
export function clockTime(ms: number): string {
  const seconds = Math.max(Math.ceil(ms / 1_000), 0);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
