import type { Listen } from '../events/emitter';
import { Emitter } from '../events/emitter';
import type { RequestEntry } from '../gateways/client';
import type { PairingEntry } from '../pairing/entry';

/** One thing that happened in a pairing or to one of its requests. */
export type TimelineEntry = PairingEntry | RequestEntry;

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

  readonly add = (entry: TimelineEntry): void => {
    this.#entries.push({ ...entry, at: this.now() });
    if (this.#entries.length > max) {
      this.#omitted += max / 2;
      this.#entries = this.#entries.slice(max / 2);
    }
    this.#added.fire(undefined);
  };
}
