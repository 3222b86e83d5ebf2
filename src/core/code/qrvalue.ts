import { fromBase64 } from '../text/base64';

/** What WhatsApp puts in front of a code since May 2026 (whatsmeow, Baileys). */
const prefix = 'https://wa.me/settings/linked_devices#';
/** Length in bytes of each of the three keys in a code. */
const keyBytes = 32;

/**
 * Whether a value has the form of a QR code that a phone accepts today: `ref,noise,identity,secret[,platform]`,
 * where `ref` starts with `2@` and the keys are Base64 of 32 bytes, bare or behind the wa.me prefix.
 */
export function isKnownLinkingCode(value: string): boolean {
  if (/\s/.test(value)) return false;
  const parts = (value.startsWith(prefix) ? value.slice(prefix.length) : value).split(',');
  if (parts.length !== 4 && parts.length !== 5) return false;
  const [ref = '', ...rest] = parts;
  if (!/^2@[A-Za-z0-9+/=_-]+$/.test(ref)) return false;
  const [keys, platforms] = [rest.slice(0, 3), rest.slice(3)];
  return keys.every((key) => fromBase64(key)?.length === keyBytes) && platforms.every((name) => name !== '');
}
