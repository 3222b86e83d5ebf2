// src/core/timeline: what happened in a pairing: events, spans, log, report, export.
import type { Listen } from '../events/emitter';
import { Emitter } from '../events/emitter';
import type { RequestEntry } from '../gateways/client';
import type { PairingEntry } from '../pairing/entry';

/** An event of a pairing or of one of its requests. */
export type TimelineEntry = PairingEntry | RequestEntry;

/** An entry with its time, in milliseconds since the epoch on the user's clock. */
export type TimedEntry = TimelineEntry & { readonly at: number };

/** Limit of entries, enough for a pairing of some hours; older ones are removed. */
const max = 2_000;

/** The events in the pairings of one instance, the newest last. */
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

  /** How many older entries were removed. */
  get omitted(): number {
    return this.#omitted;
  }

  readonly add = (entry: TimelineEntry): void => {
    this.#entries.push({ ...entry, at: this.now() });
    if (this.#entries.length > max) {
      this.#omitted += max / 2;
      this.#entries = this.#entries.slice(max / 2);
    }
    this.#added.fire(undefined);
  };
}
