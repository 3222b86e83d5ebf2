import type { Fetch } from '../../../src/core/http/exchange';

/** A sent request. */
export interface SentRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/** The reaction of a fake server to a request; undefined means no answer until the request is aborted. */
export type Reaction = Response | Error | undefined;

/** A `fetch` without a network: it reacts to one request after the other, and records them. */
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

  /** The only request; throws if there were none or several. */
  get request(): SentRequest {
    const [first, ...others] = this.requests;
    if (!first || others.length > 0)
      throw new Error(`Expected 1 request, but there were ${this.requests.length}`);
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

/** The error of `fetch` when the system can't connect to the gateway. */
export function connectionError(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(`connect ${code}`), { code }) });
}
