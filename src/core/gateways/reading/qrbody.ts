import * as v from 'valibot';
import { fromBase64 } from '../../text/base64';
import { parseJson } from '../../text/json';
import { parseExpiry } from '../../code/expiry';

/** A QR code from a body: `value` is drawn byte for byte and empty while the gateway has no code; `expiry` is in ms since the epoch. */
export interface RawCode {
  readonly value: string;
  readonly expiry?: number;
}

const text = v.nullish(v.string());

const plainValue = /^\s*(2@|https:\/\/wa\.me\/)/;

/** The field `code` can also carry an error code, so only a text that looks like a QR code's value counts. */
const plain = v.pipe(v.string(), v.regex(plainValue));

/** The payload, in Base64 or plain: gateways use one of three names for the value. */
const Payload = v.pipe(
  v.looseObject({
    value: text,
    qr: text,
    code: v.fallback(v.optional(plain), undefined),
    expiry: v.optional(v.unknown()),
  }),
  v.transform(({ value, qr, code, expiry }): RawCode => {
    const at = parseExpiry(expiry);
    return { value: value ?? qr ?? code ?? '', ...(at !== undefined && { expiry: at }) };
  }),
  // If the value is an image, the gateway ignored the requested format.
  v.check(({ value }) => !value.startsWith('data:')),
);

/** A payload without an envelope: it has at least one of the three names. */
const Bare = v.union([
  v.looseObject({ value: v.nullable(v.string()) }),
  v.looseObject({ qr: v.nullable(v.string()) }),
  v.looseObject({ code: plain }),
]);

/** The documented envelope `{mimetype, data}`. */
const Envelope = v.looseObject({ mimetype: text, data: v.unknown() });

/** Reads the QR code from a body's parsed JSON, in every form known from this and similar gateways; undefined if the form is unknown or damaged. */
export function readRawCode(body: unknown): RawCode | undefined {
  if (typeof body === 'string') return fromText(body);
  const envelope = v.safeParse(Envelope, body);
  if (envelope.success && 'data' in envelope.output) {
    const { mimetype, data } = envelope.output;
    if (mimetype?.startsWith('image/')) return undefined;
    if (data === null || data === '') return { value: '' };
    return typeof data === 'string' ? fromText(data) : fromObject(data);
  }
  return v.is(Bare, body) ? fromObject(body) : undefined;
}

function fromText(data: string): RawCode | undefined {
  if (plainValue.test(data)) return { value: data };
  const bytes = fromBase64(data);
  const decoded = bytes ? utf8(bytes) : data;
  if (decoded === undefined) return undefined;
  return plainValue.test(decoded) ? { value: decoded } : fromObject(parseJson(decoded));
}

function fromObject(data: unknown): RawCode | undefined {
  const payload = v.safeParse(Payload, data);
  return payload.success && !Array.isArray(data) ? payload.output : undefined;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
