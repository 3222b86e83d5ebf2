import * as v from 'valibot';
import { fromBase64 } from '../text/base64';
import { parseJson } from '../text/json';
import { parseExpiry } from '../code/expiry';

/** A decoded code: `value` is drawn byte for byte and empty while the gateway has none; `expiry` is in ms since the epoch. */
export interface RawCode {
  readonly value: string;
  readonly expiry?: number;
}

const text = v.nullish(v.string());

const plainValue = /^\s*(2@|https:\/\/wa\.me\/)/;

/** A field that elsewhere carries an error's machine code: only what is plainly a value counts as one. */
const plain = v.pipe(v.string(), v.regex(plainValue));

/** What Base64 hides, and what other gateways send bare: the value goes by one of three names. */
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
  // An image instead of the raw value: the gateway ignored the format asked for.
  v.check(({ value }) => !value.startsWith('data:')),
);

/** A payload outside any envelope: it has at least one of the names. */
const Bare = v.union([
  v.looseObject({ value: v.nullable(v.string()) }),
  v.looseObject({ qr: v.nullable(v.string()) }),
  v.looseObject({ code: plain }),
]);

/** The documented envelope `{mimetype, data}`. */
const Envelope = v.looseObject({ mimetype: text, data: v.unknown() });

/** The code in a body's parsed JSON, in every form known of this gateway and its kin; undefined if it is none of them or damaged. */
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
