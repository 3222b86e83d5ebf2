import type { Listen } from './emitter';
import { Emitter } from './emitter';
import type { Failure, FailureKind } from './failure';
import type { SessionStatus } from './gateway';
import type { Logger } from './logger';
import type { Phase } from './pairing';

/** One thing that happened in a pairing. Plain data by allow-list: no value, token, ID, body or foreign words. */
export type TraceEntry =
  /** The pairing went from one state to another; the first one of an attempt comes from nowhere. */
  | {
      readonly kind: 'phase';
      readonly from?: Phase['kind'];
      readonly to: Phase['kind'];
      readonly failure?: Failure;
    }
  /** A call has ended. */
  | {
      readonly kind: 'call';
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
export type Note = (entry: TraceEntry) => void;

/** When something happened, in milliseconds since the epoch on the user's clock. */
export type Traced = TraceEntry & { readonly at: number };

/** As many entries as a pairing of some hours has; older ones are dropped. */
const most = 2_000;

/** What happened in the pairings of one instance, the newest entries last. */
export class Trace {
  #entries: Traced[] = [];
  #dropped = 0;
  readonly #added = new Emitter<undefined>();
  /** Fires after each entry. */
  readonly onDidAdd: Listen<undefined> = this.#added.event;

  constructor(private readonly now: () => number) {}

  get entries(): readonly Traced[] {
    return this.#entries;
  }

  /** How many entries there were before the first one that is left. */
  get dropped(): number {
    return this.#dropped;
  }

  readonly add: Note = (entry) => {
    this.#entries.push({ ...entry, at: this.now() });
    if (this.#entries.length > most) {
      this.#dropped += most / 2;
      this.#entries = this.#entries.slice(most / 2);
    }
    this.#added.fire(undefined);
  };
}

/** An entry in a line. */
export function describe(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'phase':
      return `${entry.from === undefined ? '' : `${entry.from} `}→ ${entry.to}${entry.failure ? `: ${named(entry.failure)}` : ''}`;
    case 'call':
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
export function writeLog(log: Logger, entry: TraceEntry): void {
  const line = describe(entry);
  switch (entry.kind) {
    case 'phase':
      if (entry.failure) log.error(line);
      else log.info(line);
      return;
    case 'retry':
      log.warn(line);
      return;
    case 'call':
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
