/** How many levels of wrapping are resolved: an envelope, Base64, JSON in it. */
const maxDepth = 4;

/** Every text that a body contains as a whole, directly or inside JSON and Base64. */
export function textsIn(body: Uint8Array): ReadonlySet<string> {
  const found = new Set<string>();
  const whole = utf8(body);
  unwrap(whole ?? new TextDecoder().decode(body), 0, found);
  // If the bytes were not valid text, a text with a replacement character is not what was sent.
  if (whole === undefined) for (const text of found) if (text.includes('\ufffd')) found.delete(text);
  return found;
}

function unwrap(text: string, depth: number, found: Set<string>): void {
  if (found.has(text) || depth > maxDepth) return;
  found.add(text);
  for (const inner of [...strings(parsed(text)), ...decoded(text)]) unwrap(inner, depth + 1, found);
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** The decoded text, if a text consists of nothing but Base64 in any variant. */
function decoded(text: string): string[] {
  const compact = text.replace(/\s/g, '');
  const bytes = Buffer.from(compact, 'base64');
  const digits = compact.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const whole = bytes.length > 0 && bytes.toString('base64').replace(/=+$/, '') === digits;
  const inner = whole ? utf8(bytes) : undefined;
  return inner === undefined ? [] : [inner];
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
