import { qrValue } from '../../gateway/qrvalue';
import type { Stage } from '../stage';

/** A code of a case's own. */
export interface SentCode {
  readonly value?: string;
  /** How long it lives on the gateway's clock, in ms. */
  readonly life?: number;
  /** How far the gateway's clock runs ahead, in ms. */
  readonly ahead?: number;
  /** How its end is written down: undefined leaves it out. */
  readonly expiry?: (at: number) => unknown;
}

/** The body of an answer with such a code; the eyes learn that it may be seen, and until when. */
export function sent(stage: Stage, code: SentCode = {}): unknown {
  const {
    value = qrValue(Math.random),
    life = 40_000,
    ahead = 0,
    expiry = (at: number): unknown => at,
  } = code;
  const expiresAt = Date.now() + life;
  stage.eyes.expectCode(value, expiresAt);
  stage.expiresAt = expiresAt;
  const content = { value, expiry: expiry(expiresAt + ahead) };
  return {
    mimetype: 'application/json; charset=utf-8',
    data: Buffer.from(JSON.stringify(content)).toString('base64'),
  };
}
