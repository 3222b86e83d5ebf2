import { textFromBase64 } from '../../text/base64';
import { parseJson } from '../../text/json';
import { parseExpiry } from '../../code/expiry';
import type { Fields } from './fields';
import { fieldsOf } from './fields';

/** A QR code from a body: `value` is drawn byte for byte and empty while the gateway has no code; `expiry` is in ms since the epoch. */
export interface RawCode {
  readonly value: string;
  readonly expiry?: number;
}

const plainValue = /^\s*(2@|https:\/\/wa\.me\/)/;

/** An image as a data URL or as Base64 of PNG, JPEG or GIF: the gateway ignored the requested format. */
const image = /^\s*(data:|iVBORw0KGgo|\/9j\/|R0lGOD)/;

/** Names for the value. Under these two any text is one; an unknown form is marked when it is drawn. */
const ownNames = ['value', 'qr'] as const;
/** Other gateways' names, under which there are also images, error codes and words: only a text that looks like a value counts. */
const otherNames = ['code', 'Code', 'qrcode', 'qrCode', 'QRCode', 'qr_code', 'urlcode', 'rawcode'] as const;
/** Names that Evolution API sends while it has no code. */
const emptyNames: ReadonlySet<string> = new Set(['count', 'pairingCode']);

/** Reads the QR code from a body's parsed JSON, in every form known from this and similar gateways; undefined if the form is unknown or damaged. */
export function readRawCode(body: unknown): RawCode | undefined {
  if (typeof body === 'string') return fromText(body);
  const fields = fieldsOf(body);
  if (!fields) return undefined;
  if (Object.hasOwn(fields, 'data')) return fromEnvelope(fields);
  const keys = Object.keys(fields);
  const isEmpty = keys.every((key) => emptyNames.has(key));
  return isEmpty ? { value: '' } : fromFields(fields);
}

/** The documented envelope `{mimetype, data}`. */
function fromEnvelope({ mimetype, data }: Fields): RawCode | undefined {
  if (typeof mimetype === 'string' && mimetype.startsWith('image/')) return undefined;
  if (data === null || data === '') return { value: '' };
  return typeof data === 'string' ? fromText(data) : fromPayload(data);
}

function fromText(data: string): RawCode | undefined {
  if (plainValue.test(data)) return { value: data };
  const decoded = textFromBase64(data) ?? data;
  return plainValue.test(decoded) ? { value: decoded } : fromPayload(parseJson(decoded));
}

/** What an envelope holds; it may have none of the names while there is no code. */
function fromPayload(payload: unknown): RawCode | undefined {
  const fields = fieldsOf(payload);
  if (!fields) return undefined;
  if ([...ownNames, ...otherNames].some((name) => isUnderstood(name, fields))) return fromFields(fields);
  return Object.values(fields).some(isImage) ? undefined : { value: '' };
}

function isUnderstood(name: string, fields: Fields): boolean {
  if (!Object.hasOwn(fields, name)) return false;
  // `code` can also be an error code.
  return !/^code$/i.test(name) || isBlank(fields[name]) || isPlain(fields[name]);
}

/** The value under one of the names; undefined if there is none, or something else than a value. */
function fromFields(fields: Fields): RawCode | undefined {
  const at = parseExpiry(fields['expiry']);
  const expiry = at === undefined ? {} : { expiry: at };
  const own = ownNames.filter((name) => Object.hasOwn(fields, name)).map((name) => fields[name]);
  const others = otherNames.filter((name) => isUnderstood(name, fields)).map((name) => fields[name]);
  const all = [...own, ...others];
  const value =
    all.find(isPlain) ?? own.find((text) => typeof text === 'string' && text !== '' && !isImage(text));
  if (typeof value === 'string') return { value, ...expiry };
  return all.length > 0 && all.every(isBlank) ? { value: '', ...expiry } : undefined;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' && plainValue.test(value);
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function isImage(value: unknown): boolean {
  return typeof value === 'string' && image.test(value);
}
