/** The spellings in which a gateway may echo a secret: as it is, and escaped as in JSON, URLs and HTML. */
export function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const query = new URLSearchParams({ '': secret }).toString().slice(1);
  const each = (spell: (code: number) => string): string =>
    Array.from(secret, (character) => spell(character.charCodeAt(0))).join('');
  const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
  const named = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' } as Record<string, string>;
  return [
    secret,
    json,
    json.replaceAll('/', '\\/'),
    JSON.stringify(json).slice(1, -1),
    query,
    query.replace(/%../g, (escape) => escape.toLowerCase()),
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    each((code) => `%${hex(code, 2)}`),
    each((code) => `\\u${hex(code, 4)}`),
    each((code) => `\\u${hex(code, 4).toUpperCase()}`),
    each((code) => `&#${code};`),
    each((code) => `&#x${hex(code, 2)};`),
    each((code) => `&#X${hex(code, 4).toUpperCase()};`),
    secret.replace(/[&<>"']/g, (character) => `&${named[character] ?? ''};`),
    secret.replace(/[^A-Za-z0-9]/g, (character) => `&#${character.charCodeAt(0)};`),
  ];
}
