/**
 * Decodes Base64, standard or URL-safe, with or without padding; white space is allowed. Undefined if the text is damaged:
 * it has another character, an incomplete group or leftover bits.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const digits = compact.replace(/={1,2}$/, '');
  if (compact !== digits && compact.length % 4 !== 0) return undefined;
  if (digits.length === 0 || digits.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(digits)) return undefined;
  const binary = atob(digits);
  // A decoder ignores the leftover bits of the last digit. If they aren't zero, the text was cut or changed.
  if (btoa(binary).replace(/={1,2}$/, '') !== digits) return undefined;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** The text in Base64; undefined if the Base64 or its UTF-8 is damaged. */
export function textFromBase64(text: string): string | undefined {
  const bytes = fromBase64(text);
  if (!bytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
