/** A code on screen. */
export interface Display {
  /** Its index among the session’s codes. */
  readonly code: number;
  readonly from: number;
  readonly until: number;
  /** Round trip of the request that returned it, in ms. */
  readonly roundTrip: number;
}

/** The course of one pairing. All times are the gateway’s, in ms. */
export interface PairingRecord {
  readonly begins: number;
  /** When the client learned that the session has ended, or when the watch ended. */
  readonly ends: number;
  readonly displays: readonly Display[];
  /** When its requests for codes reached the gateway. */
  readonly arrivals: readonly number[];
  /** When its other requests did. */
  readonly checks: readonly number[];
  /** In how many ms the first code was issued, as far as the answers tell; absent if the pairing joined midway. */
  readonly birthWindow?: number;
  /** How often the client broke the rules for requests. */
  readonly violations?: number;
}

/** Records what is on screen. */
export class Screen {
  readonly #displays: Display[] = [];
  #current: Omit<Display, 'until'> | undefined;

  /** The code on screen. */
  get code(): number | undefined {
    return this.#current?.code;
  }

  /** Shows a code from `at` on. Has no effect if this code is on screen already. */
  show(code: number, at: number, roundTrip: number): void {
    if (this.#current?.code === code) return;
    this.clear(at);
    this.#current = { code, from: at, roundTrip };
  }

  clear(at: number): void {
    if (this.#current && this.#current.from < at) this.#displays.push({ ...this.#current, until: at });
    this.#current = undefined;
  }

  /** Clears the screen at `at` and returns what it showed. */
  until(at: number): readonly Display[] {
    this.clear(at);
    return this.#displays;
  }
}
