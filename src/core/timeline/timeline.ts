import type { Listen } from '../events/emitter';
import { Emitter } from '../events/emitter';
import type { Failure, FailureKind } from '../failures/failure';
import type { SessionStatus } from '../gateways/client';
import type { Logger } from './logger';
import type { Phase } from '../pairing/pairing';

/** One thing that happened in a pairing. Plain data by allow-list: no value, token, ID, body or foreign words. */
export type TimelineEntry =
  /** The pairing went from one state to another; the first one of an attempt comes from nowhere. */
  | {
      readonly kind: 'phase';
      readonly from?: Phase['kind'];
      readonly to: Phase['kind'];
      readonly failure?: Failure;
    }
  /** A request has ended. */
  | {
      readonly kind: 'request';
      /** Method and path, without query. */
      readonly request: string;
      /** HTTP number, if there was an answer. */
      readonly status?: number;
      readonly ms: number;
      /** What the answer was read as. */
      readonly outcome: string;
    }
  /** Trouble, and when the next try is. */
  | { readonly kind: 'retry'; readonly failure: Failure; readonly seconds: number }
  /** The session has no code to give yet, and when the next try is. */
  | { readonly kind: 'wait'; readonly because: WaitCause; readonly seconds: number }
  /** The gateway had another code, the `count`th of the attempt. */
  | {
      readonly kind: 'code';
      readonly count: number;
      /** What it had left on arrival, in ms, 0 or less if it was dead; absent where the gateway told no expiry. */
      readonly life?: number;
    };

/** What an answer said that made the pairing wait for the session. */
export type WaitCause = SessionStatus | 'empty' | FailureKind;

/** Takes down what happens. */
export type Note = (entry: TimelineEntry) => void;

/** When something happened, in milliseconds since the epoch on the user's clock. */
export type TimedEntry = TimelineEntry & { readonly at: number };

/** As many entries as a pairing of some hours has; older ones are dropped. */
const max = 2_000;

/** What happened in the pairings of one instance, the newest entries last. */
export class Timeline {
  #entries: TimedEntry[] = [];
  #omitted = 0;
  readonly #added = new Emitter<undefined>();
  /** Fires after each entry. */
  readonly onDidAdd: Listen<undefined> = this.#added.event;

  constructor(private readonly now: () => number) {}

  get entries(): readonly TimedEntry[] {
    return this.#entries;
  }

  /** How many entries there were before the first one that is left. */
  get omitted(): number {
    return this.#omitted;
  }

  readonly add: Note = (entry) => {
    this.#entries.push({ ...entry, at: this.now() });
    if (this.#entries.length > max) {
      this.#omitted += max / 2;
      this.#entries = this.#entries.slice(max / 2);
    }
    this.#added.fire(undefined);
  };
}

/** An entry in a line. */
export function describe(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'phase':
      return `${entry.from === undefined ? '' : `${entry.from} `}→ ${entry.to}${entry.failure ? `: ${named(entry.failure)}` : ''}`;
    case 'request':
      return `${entry.request} ${entry.status ?? '—'} in ${Math.round(entry.ms)} ms: ${entry.outcome}`;
    case 'retry':
      return `${named(entry.failure)}; next try in ${entry.seconds} s`;
    case 'wait':
      return `${entry.because}; next try in ${entry.seconds} s`;
    case 'code':
      return `code ${entry.count}`;
    default:
      return entry satisfies never;
  }
}

/** Writes an entry into the log, as loudly as it deserves. */
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

/** A failure by its kind, its number and, where that is the system's own word, its code. */
export function named({
  kind,
  status,
  detail,
}: Pick<Failure, 'kind' | 'detail'> & { readonly status?: number | undefined }): string {
  const code = kind === 'network' || kind === 'certificate' || kind === 'protocol' ? detail : undefined;
  const known = [status, code].filter((part) => part !== undefined);
  return known.length === 0 ? kind : `${kind} (${known.join(', ')})`;
}
