import { failureName } from '../failures/failure';
import type { TimelineEntry } from './timeline';

/**
 * The log of a pairing; the editor's LogOutputChannel is one. Only these things are logged: method, path without query,
 * HTTP status, duration, kinds of states and answers. Never a body, header, token, code or foreign error text.
 */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** An entry as one line. */
export function describe(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'phase':
      return `${entry.from === undefined ? '' : `${entry.from} `}→ ${entry.to}${entry.failure ? `: ${failureName(entry.failure)}` : ''}`;
    case 'request':
      return `${entry.request} ${entry.status ?? '—'} in ${Math.round(entry.ms)} ms: ${entry.outcome}`;
    case 'retry':
      return `${failureName(entry.failure)}; next try in ${entry.seconds} s`;
    case 'wait':
      return `${entry.because}; next try in ${entry.seconds} s`;
    case 'code':
      return `code ${entry.count}`;
    default:
      return entry satisfies never;
  }
}

/** Writes an entry to the log at the level that fits it. */
export function writeLog(log: Logger, entry: TimelineEntry): void {
  const line = describe(entry);
  switch (entry.kind) {
    case 'phase':
      if (entry.failure) log.error(line);
      else log.info(line);
      return;
    case 'retry':
      log.warn(line);
      return;
    case 'request':
    case 'wait':
    case 'code':
      log.debug(line);
      return;
    default:
      entry satisfies never;
  }
}
