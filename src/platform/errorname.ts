/** An error in a word that may be logged: its message could quote what must not be. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
