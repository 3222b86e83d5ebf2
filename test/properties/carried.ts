/** Levels of wrapping that an oracle looks through: an envelope, Base64, JSON in it. */
const deepest = 4;

/** Every text that a body carries whole, as it stands or behind JSON and Base64. */
export function carried(body: Uint8Array): ReadonlySet<string> {
  const found = new Set<string>();
  const whole = utf8(body);
  unwrap(whole ?? new TextDecoder().decode(body), 0, found);
  // Where bytes were no text, a text with their stand-in is not what was sent.
  if (whole === undefined) for (const text of found) if (text.includes('\ufffd')) found.delete(text);
  return found;
}

function unwrap(text: string, depth: number, found: Set<string>): void {
  if (found.has(text) || depth > deepest) return;
  found.add(text);
  for (const inner of [...strings(parsed(text)), ...decoded(text)]) unwrap(inner, depth + 1, found);
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** What a text is in Base64 of any make, if it is that and nothing else. */
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
