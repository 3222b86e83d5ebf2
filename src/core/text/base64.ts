/**
 * The bytes of a Base64 text, standard or URL-safe, padded or not, white space allowed. Undefined if the text is not
 * whole: a foreign character, a cut quantum or bits left over.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const digits = compact.replace(/={1,2}$/, '');
  if (compact !== digits && compact.length % 4 !== 0) return undefined;
  if (digits.length === 0 || digits.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(digits)) return undefined;
  const binary = atob(digits);
  // A decoder drops the spare bits of the last digit; if they aren't zero, the text was cut or altered.
  if (btoa(binary).replace(/=+$/, '') !== digits) return undefined;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
