import { httpDate } from '../time/httpdate';

/** When a request started and was answered, in ms on the user's clock, and the gateway's own time if the answer has it. */
export interface AnswerTimes {
  readonly startedAt: number;
  readonly receivedAt: number;
  /** The `Date` header's text. */
  readonly date?: string | undefined;
}

/** The `Date` header has full seconds only. */
const dateResolution = 1_000;
/** Longest time in ms that an answer is assumed to travel: a server writes `Date` when it has finished, however long it worked before. */
const longestFlight = 500;

/** How far a gateway's clock is ahead of the user's, learned from the `Date` headers of all its answers. */
export class ServerClock {
  #ahead = { min: -Infinity, max: Infinity };

  /** Takes the `Date` of an answer into account. */
  observe({ startedAt, receivedAt, date }: AnswerTimes): void {
    const reported = httpDate(date);
    if (reported === undefined) return;
    const flight = Math.min(receivedAt - startedAt, longestFlight);
    const seen = { min: reported - receivedAt, max: reported + dateResolution - (receivedAt - flight) };
    const both = {
      min: Math.max(seen.min, this.#ahead.min),
      max: Math.min(seen.max, this.#ahead.max),
    };
    // Between the gateway's `Date` and its arrival, an answer can be delayed for as long as its request took. Then the earlier ones count.
    const isDelayed = seen.max < this.#ahead.min && this.#ahead.min <= reported + dateResolution - startedAt;
    // If no time fits all answers otherwise, one of the two clocks was set, and only the newest answer counts.
    if (both.min <= both.max) this.#ahead = both;
    else if (!isDelayed) this.#ahead = seen;
  }

  /** The gateway's time when the user's clock shows `at`, as a range. Without any `Date` it is the user's time. */
  at(at: number): { readonly min: number; readonly max: number } {
    const { min, max } = this.#ahead;
    return Number.isFinite(min) ? { min: at + min, max: at + max } : { min: at, max: at };
  }
}
