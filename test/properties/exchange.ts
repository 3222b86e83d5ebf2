import type { Credentials } from '../../src/core/gateways/gateway';
import fc from 'fast-check';
import type { PairingRequest } from '../../src/core/gateways/client';
import type { Fetch } from '../../src/core/http/exchange';
import { connectionError } from '../unit/fakes/fetch';
import { arbitraryBody } from './bodies';
import { arbitraryHeaders } from './headers';
import { arbitraryHostile, marker } from './hostile';

/** An answer as it arrives over the network. */
export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Blanks after the body, in bytes. */
  readonly blanks: number;
  /** The lengths of the pieces in which the body arrives; the rest is the last piece. */
  readonly pieces: readonly number[];
  /** Whether the connection breaks before the end. */
  readonly breaks: boolean;
}

/** A request and its result: an answer, or an error. */
export interface Exchange {
  readonly token: string;
  readonly request: PairingRequest;
  readonly credentials: Credentials;
  readonly sent: Sent | { readonly thrown: unknown };
  /** How long it takes, in ms. */
  readonly takes: number;
}

const common = [200, 200, 200, 200, 200, 200, 200, 201, 400, 401, 403, 404, 422, 422, 429, 500, 503];
const arbitraryStatus = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...common) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
);

/** Anything that a `fetch` may throw: the system's errors, and values that are not errors. */
function arbitraryThrown(token: string): fc.Arbitrary<unknown> {
  const circular = new Error(marker);
  circular.cause = circular;
  const words = arbitraryHostile(token);
  return fc.oneof(
    fc.constantFrom('ECONNREFUSED', 'CERT_HAS_EXPIRED', 'UND_ERR_SOCKET').map(connectionError),
    words.map(connectionError),
    words.map((text) => new TypeError(text)),
    words,
    fc.constantFrom(
      undefined,
      null,
      0,
      {},
      { code: 'ECONNRESET' },
      circular,
      new DOMException(marker, 'AbortError'),
    ),
  );
}

/** Any exchange with one of these tokens. */
export function arbitraryExchange(tokens: readonly string[]): fc.Arbitrary<Exchange> {
  return fc.oneof(...tokens.map(exchangeWith)).map(withReadableBody);
}

/** Shows the body as text in the report of a failure: bytes would be unreadable. */
function withReadableBody(exchange: Exchange): Exchange {
  const { sent } = exchange;
  const readableSent = 'thrown' in sent ? sent : { ...sent, body: Buffer.from(sent.body).toString('latin1') };
  return Object.assign(
    { ...exchange },
    { [fc.toStringMethod]: () => fc.stringify({ ...exchange, sent: readableSent }) },
  );
}

function exchangeWith(token: string): fc.Arbitrary<Exchange> {
  return fc.record({
    token: fc.constant(token),
    request: fc.oneof(
      { weight: 5, arbitrary: fc.constant<PairingRequest>('qr') },
      { weight: 2, arbitrary: fc.constant<PairingRequest>('session') },
      { weight: 1, arbitrary: fc.constantFrom<PairingRequest>('start', 'restart', 'logout') },
    ),
    credentials: fc.constantFrom<Credentials>('body', 'query'),
    sent: fc.oneof(
      {
        weight: 30,
        arbitrary: fc.record({
          status: arbitraryStatus,
          headers: arbitraryHeaders(token),
          body: arbitraryBody(token),
          // Now and then more than the limit.
          blanks: fc.nat(200).map((chance) => (chance === 200 ? 256 * 1_024 : 0)),
          pieces: fc.array(fc.nat(50), { maxLength: 3 }),
          breaks: fc.nat(30).map((chance) => chance === 30),
        }),
      },
      { weight: 1, arbitrary: arbitraryThrown(token).map((thrown) => ({ thrown })) },
    ),
    takes: fc.nat(20_000),
  });
}

/** A `fetch` that returns the exchange's answer for the first URL; `asked` records all URLs. */
export function fetchOf({ sent }: Exchange, asked: string[]): Fetch {
  return (url) => {
    asked.push(url);
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever it is
    if ('thrown' in sent) return Promise.reject(sent.thrown);
    const { status, headers } =
      asked.length === 1 ? sent : { status: 200, headers: { ...sent.headers, location: '' } };
    const empty = [204, 205, 304].includes(status);
    return Promise.resolve(new Response(empty ? null : streamOf(sent), { status, headers }));
  };
}

function streamOf({ body, blanks, pieces, breaks }: Sent): ReadableStream<Uint8Array> {
  const lengths = [...pieces];
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      const length = lengths.shift();
      if (length === undefined && breaks) {
        controller.error(connectionError('ECONNRESET'));
        return;
      }
      const piece = body.slice(from, length === undefined ? undefined : from + length);
      from += piece.length;
      controller.enqueue(piece);
      if (length !== undefined) return;
      if (blanks > 0) controller.enqueue(new Uint8Array(blanks).fill(0x20));
      controller.close();
    },
  });
}
