const mask = '•••';

/** HTML’s names for characters that can be in a token. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  plus: '+',
  sol: '/',
  bsol: '\\',
  equals: '=',
  percnt: '%',
};

const percent = /%([0-9a-f]{2})/iy;
const percentTwice = /%25([0-9a-f]{2})/iy;
const entity = new RegExp(
  `&(?:#0{0,6}(\\d{1,3})|#x0{0,6}([0-9a-f]{1,2})|(${Object.keys(entities).join('|')}));?`,
  'iy',
);
// JSON in JSON escapes the escapes.
const unicode = /\\{1,4}u00([0-9a-f]{2})/iy;
const escaped = /\\{1,4}(["'/])/y;
const separators = /[\s().\u2010-\u2015-]{1,3}/y;

/**
 * Masks each secret in a text that may echo it: as it is, or with any of its characters escaped as in JSON, URLs or HTML.
 * The digits of a phone number can also be apart, as people write them. Escapes are known for ASCII only. What comes after
 * the first `limit` characters of the result is dropped, so that a long text takes no longer than a short one.
 */
export function maskSecrets(text: string, secrets: readonly string[], limit: number): string {
  const all = secrets.filter((secret) => secret !== '').map(toSecret);
  let masked = '';
  let rest = 0;
  let at = 0;
  while (at < text.length && masked.length + at - rest < limit) {
    const end = Math.max(...all.map((secret) => endOfEcho(text, at, secret) ?? at), at);
    if (end > at) {
      masked += text.slice(rest, at) + mask;
      rest = end;
      at = end;
    } else at++;
  }
  return masked + text.slice(rest, at);
}

// Not one pattern for a secret: the engine can’t compile one for a long token, and its error would contain the token.
interface Secret {
  readonly characters: readonly string[];
  readonly isNumber: boolean;
}

function toSecret(secret: string): Secret {
  return { characters: Array.from(secret), isNumber: /^\d{5,20}$/.test(secret) };
}

/** Where an echo ends that begins here; undefined if none does. */
function endOfEcho(text: string, at: number, { characters, isNumber }: Secret): number | undefined {
  let ends: readonly number[] = [at];
  for (const [index, character] of characters.entries()) {
    const starts = isNumber && index > 0 ? ends.flatMap((end) => withoutSeparators(text, end)) : ends;
    // A character can also be the beginning of its own escape, so there can be several ends.
    ends = [...new Set(starts.flatMap((start) => endsOf(character, text, start)))];
    if (ends.length === 0) return undefined;
  }
  return Math.max(...ends);
}

function withoutSeparators(text: string, at: number): readonly number[] {
  const found = matchAt(separators, text, at);
  return found ? [at, at + found[0].length] : [at];
}

/** Where a character that begins here can end, in each of its spellings. */
function endsOf(character: string, text: string, at: number): readonly number[] {
  const ends = text.startsWith(character, at) ? [at + character.length] : [];
  const add = (found: RegExpExecArray | undefined, spelled: string | undefined): void => {
    if (found && spelled === character) ends.push(at + found[0].length);
  };
  switch (text[at]) {
    case '%': {
      for (const pattern of [percent, percentTwice]) {
        const found = matchAt(pattern, text, at);
        add(found, fromHex(found?.[1]));
      }
      break;
    }
    case '&': {
      const found = matchAt(entity, text, at);
      const [, decimal, hex, name] = found ?? [];
      const byNumber = decimal === undefined ? fromHex(hex) : String.fromCharCode(Number(decimal));
      add(found, name === undefined ? byNumber : entities[name.toLowerCase()]);
      // The semicolon can be missing, and the next character be one.
      const [last] = ends.slice(-1);
      if (last !== undefined && text[last - 1] === ';') ends.push(last - 1);
      break;
    }
    case '\\': {
      const found = matchAt(unicode, text, at);
      add(found, fromHex(found?.[1]));
      const simple = matchAt(escaped, text, at);
      add(simple, simple?.[1]);
      if (character === '\\')
        for (const more of [2, 4]) if (text.startsWith('\\'.repeat(more), at)) ends.push(at + more);
      break;
    }
    default:
  }
  return ends;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function fromHex(digits: string | undefined): string | undefined {
  return digits === undefined ? undefined : String.fromCharCode(parseInt(digits, 16));
}
