import type { Fault } from '../../gateway/fault';
import { qrValue } from '../../gateway/qrvalue';
import type { Stage } from '../stage';

/** The options of a code that a case makes the gateway send. */
export interface CodeOptions {
  readonly value?: string;
  /** How long it is valid on the gateway's clock, in ms. */
  readonly lifetime?: number;
  /** How far the gateway's clock runs ahead, in ms. */
  readonly clockAhead?: number;
  /** How its expiry is written; undefined leaves it out. */
  readonly expiry?: (at: number) => unknown;
}

/** The body of an answer with such a code; the window's reader learns when it expires. */
export function codeBody(stage: Stage, code: CodeOptions = {}): unknown {
  const {
    value = qrValue(Math.random),
    lifetime = 40_000,
    clockAhead = 0,
    expiry = (at: number): unknown => at,
  } = code;
  const expiresAt = Date.now() + lifetime;
  stage.reader.expectCode(value, expiresAt);
  stage.expiresAt = expiresAt;
  const content = { value, expiry: expiry(expiresAt + clockAhead) };
  return {
    mimetype: 'application/json; charset=utf-8',
    data: Buffer.from(JSON.stringify(content)).toString('base64'),
  };
}

/** A fault with such a code, whose life begins with the first request that gets it, however long the window takes to send that. */
export function codeFault(stage: Stage, code: CodeOptions, times: Fault['times'] = 1): Fault {
  let body: unknown;
  return {
    path: '/v2/auth/qr',
    times,
    get body() {
      return (body ??= codeBody(stage, code));
    },
  };
}
