import type { CredentialsPlace } from './credentials';

/** One request of the API. It contains no token, no query and no body. */
export interface RequestRecord {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  /** The instance ID in the request. */
  readonly instance?: string;
  /** The owner of its token: the account's name, `token 1` and so on if it is valid for every instance, or `unknown`. */
  readonly account?: string;
  readonly credentials?: CredentialsPlace;
  /** On the gateway's clock, in ms. */
  readonly startedAt: number;
  readonly finishedAt?: number;
  /** The status of the answer. */
  readonly status?: number;
  /** `aborted` by the client, `dropped` by the gateway. */
  readonly outcome: 'open' | 'answered' | 'aborted' | 'dropped';
}

/** The record of a request that is still open. */
export type OpenRecord = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

/** Minimum number of records to keep: a demo may run for days. */
const minimum = 100_000;
/** How many records are removed at once, so that not every request moves all the others. */
const batch = 10_000;

/** The requests of the API, oldest first. */
export class RequestLog {
  readonly #records: RequestRecord[] = [];
  readonly records: readonly RequestRecord[] = this.#records;
  #count = 0;

  open(method: string, path: string, startedAt: number): OpenRecord {
    this.#count += 1;
    const record: OpenRecord = { number: this.#count, method, path, startedAt, outcome: 'open' };
    this.#records.push(record);
    if (this.#records.length >= minimum + batch) this.#records.splice(0, batch);
    return record;
  }
}
