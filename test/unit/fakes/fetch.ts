import type { Fetch } from '../../../src/core/http/exchange';

/** A request as it was sent. */
export interface SentRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/** What a fake server does with a request; undefined lets it hang until it is aborted. */
export type Reaction = Response | Error | undefined;

/** A `fetch` that reaches no network: it reacts to one request after the other, and remembers them. */
export class FakeFetch {
  readonly requests: SentRequest[] = [];
  readonly #reactions: Reaction[];

  constructor(...reactions: readonly Reaction[]) {
    this.#reactions = [...reactions];
  }

  readonly fetch: Fetch = (url, init) => {
    this.requests.push({ url, init });
    const reaction = this.#reactions.shift();
    if (reaction instanceof Response) return Promise.resolve(reaction);
    if (reaction) return Promise.reject(reaction);
    return new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => {
        reject(new DOMException('This operation was aborted', 'AbortError'));
      });
    });
  };

  /** The only request; fails if there were more or none. */
  get request(): SentRequest {
    const [first, ...others] = this.requests;
    if (!first || others.length > 0) throw new Error(`${this.requests.length} requests, not 1`);
    return first;
  }
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return text(status, JSON.stringify(body), 'application/json; charset=utf-8', headers);
}

/** An answer with a body of any type. */
export function text(
  status: number,
  body: string | Uint8Array<ArrayBuffer> | null,
  type = 'text/plain',
  headers: Record<string, string> = {},
): Response {
  return new Response(body, { status, headers: { 'Content-Type': type, ...headers } });
}

/** What `fetch` rejects with when the system refuses the gateway. */
export function connectionError(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(`connect ${code}`), { code }) });
}
