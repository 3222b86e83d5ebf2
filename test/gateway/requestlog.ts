import type { CredentialsPlace } from './credentials';

/** One call of the API. No token, no query and no body is in it. */
export interface RequestRecord {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  /** The instance ID it named. */
  readonly instance?: string;
  /** Whose token it had: the account's name, `token 1` and so on for one of every instance's, or `unknown`. */
  readonly account?: string;
  readonly credentials?: CredentialsPlace;
  /** On the gateway's clock, in ms. */
  readonly startedAt: number;
  readonly finishedAt?: number;
  /** The status it was answered with. */
  readonly status?: number;
  /** `aborted` is the client's doing, `dropped` the gateway's. */
  readonly outcome: 'open' | 'answered' | 'aborted' | 'dropped';
}

/** A record while its call is under way. */
export type OpenRecord = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

/** As many records as are kept at least: a demo may run for days. */
const kept = 100_000;
/** As many as are let go at once, so that a call doesn't have to move all others. */
const surplus = 10_000;

/** The calls of the API, oldest first. */
export class RequestLog {
  readonly #records: RequestRecord[] = [];
  readonly records: readonly RequestRecord[] = this.#records;
  #count = 0;

  open(method: string, path: string, startedAt: number): OpenRecord {
    this.#count += 1;
    const record: OpenRecord = { number: this.#count, method, path, startedAt, outcome: 'open' };
    this.#records.push(record);
    if (this.#records.length >= kept + surplus) this.#records.splice(0, surplus);
    return record;
  }
}
