import fc from 'fast-check';
import { spellings } from '../unit/samples/echoes';
import { seed } from './seed';

/** A text that only bodies contain: if it appears elsewhere, content has leaked. */
export const marker = 'MARKER-5e1f';

const visible = fc.integer({ min: 0x21, max: 0x7e }).map((character) => String.fromCharCode(character));

/** The tokens of this run: some of a common form, some with characters that other notations escape, some random. */
export const tokens: readonly string[] = [
  '0123456789abcdef0123456789abcdef',
  'TOKEN+sentinel/"7f3a"=',
  'a&b<c>d\'e"f%20\\u0041',
  '$&$1$`$$-token',
  ...fc.sample(fc.string({ unit: visible, minLength: 8, maxLength: 40 }), { seed, numRuns: 8 }),
];

const controls = ['\0', '\u0007', '\n', '\r\n', '\t', '\u001b[31m', '\u007f', '\u0085', '\u2028', '\u2029'];
const invisible = ['\u202e', '\u202a', '\u2066', '\u200f', '\u200b', '\u00ad', '\ufeff', '\u{e0041}'];
const awkward = [
  '•••',
  '…',
  '💥',
  '👩‍👩‍👧',
  'e\u0301',
  '\ud83d',
  '\udca5',
  '\ufffd',
  '$&',
  '{0}',
  '%00',
  '&#43;',
  ']]>',
];
const meaningful = [
  'STARTING',
  'FAILED',
  'PASSKEY_',
  'invalid_instance',
  '401',
  '2@',
  '2@a,b,c,d',
  '<b>',
  '"',
  '\\',
];

/** A text that a hostile gateway might choose, with the token in it. */
export function arbitraryHostile(token: string): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...spellings(token)) },
    { weight: 2, arbitrary: fc.constant(marker) },
    { weight: 3, arbitrary: fc.constantFrom(...controls, ...invisible, ...awkward, ...meaningful) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.integer({ min: 150, max: 260 }).map((length) => 'x'.repeat(length)) },
  );
  return fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
}
