/**
 * Where a pairing writes its log; the editor's LogOutputChannel is one. By allow-list: method, path without query,
 * HTTP number, duration, kinds of states and answers. Never a body, header, token, code or foreign error text.
 */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** An error in a word that may be logged: its message could quote what must not be. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
