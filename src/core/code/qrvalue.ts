import { fromBase64 } from '../text/base64';

/** The prefix of QR values since May 2026 (whatsmeow, Baileys). */
const prefix = 'https://wa.me/settings/linked_devices#';
/** Length of each of the three keys in a QR value, in bytes. */
const keyBytes = 32;

/**
 * Whether a value has the form of a QR code that a phone accepts today: `ref,noise,identity,secret[,platform]`,
 * where `ref` starts with `2@` and the keys are Base64 of 32 bytes, with or without the wa.me prefix.
 */
export function isKnownQrValue(value: string): boolean {
  if (/\s/.test(value)) return false;
  const parts = (value.startsWith(prefix) ? value.slice(prefix.length) : value).split(',');
  if (parts.length !== 4 && parts.length !== 5) return false;
  const [ref = '', ...rest] = parts;
  if (!/^2@[A-Za-z0-9+/=_-]+$/.test(ref)) return false;
  const [keys, platforms] = [rest.slice(0, 3), rest.slice(3)];
  return keys.every((key) => fromBase64(key)?.length === keyBytes) && platforms.every((name) => name !== '');
}
