/** A code on screen. */
export interface Showing {
  /** Its number in the session's life. */
  readonly code: number;
  readonly from: number;
  readonly until: number;
  /** What the call took that brought it, in ms. */
  readonly took: number;
}

/** What came of one pairing; times are the gateway's, in ms. */
export interface Story {
  readonly begins: number;
  /** When it was told that the session has failed. */
  readonly ends: number;
  readonly showings: readonly Showing[];
  /** When its calls reached the gateway. */
  readonly arrivals: readonly number[];
}

/** Writes down what is on screen as it changes. */
export class Screen {
  readonly #showings: Showing[] = [];
  #now: Omit<Showing, 'until'> | undefined;

  /** Shows a code from now on; the one already on screen stays as it is. */
  show(code: number, at: number, took: number): void {
    if (this.#now?.code === code) return;
    this.clear(at);
    this.#now = { code, from: at, took };
  }

  clear(at: number): void {
    if (this.#now && this.#now.from < at) this.#showings.push({ ...this.#now, until: at });
    this.#now = undefined;
  }

  /** What was shown, the screen being cleared at `at`. */
  until(at: number): readonly Showing[] {
    this.clear(at);
    return this.#showings;
  }
}
