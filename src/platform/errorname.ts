/** The name of an error, for the log. The error's message is not logged because it could contain a secret. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
