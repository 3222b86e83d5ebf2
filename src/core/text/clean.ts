// src/core/text: text: foreign text made harmless, sentences joined, JSON, translation.
/** Maximum length of a shown message of a gateway, in characters. */
const longest = 200;

/**
 * Cleans a gateway's own message so that it can be shown as plain text: one line, shortened, without control and direction
 * characters, and without secrets that a careless gateway could echo. Undefined if nothing is left.
 */
export function cleanMessage(text: unknown, secrets: readonly string[]): string | undefined {
  if (typeof text !== 'string') return undefined;
  const masked = secrets.flatMap(spellings).reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
  const clean = masked.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  // Counts code points, so that no character is cut in half.
  const characters = Array.from(clean);
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : clean;
  return cut === '' ? undefined : cut;
}

/** The spellings of a secret: plain, in a query and in JSON. */
function spellings(secret: string): string[] {
  const query = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, query, JSON.stringify(secret).slice(1, -1)].filter((spelling) => spelling !== '');
}
