import { characters } from '../../text/cut';

/** Characters that take two cells. Source: East Asian Width (Unicode Annex 11), by the most important scripts. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
/** Characters that take no cell. */
const combining = /\p{M}|\p{Cf}/u;

/** A text without characters that a terminal would treat as commands or as a change of direction. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

/** Number of cells that a text takes in a terminal. */
export function cellsOf(text: string): number {
  return Array.from(text).reduce(
    (sum, character) => sum + (combining.test(character) ? 0 : wide.test(character) ? 2 : 1),
    0,
  );
}

/** Breaks a text at its spaces into lines of at most `columns` cells; a longer word is broken between two characters. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text)
    .split(' ')
    .filter((part) => part !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (cellsOf(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = broken(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

function broken(word: string, columns: number): readonly string[] {
  const pieces = [''];
  const room = Math.max(columns, 2);
  // Only a character that is wider than a whole line is broken, for example a family in a tiny terminal.
  const parts = Array.from(characters(word)).flatMap((character) =>
    cellsOf(character) > room ? Array.from(character) : [character],
  );
  for (const part of parts) {
    const longer = `${pieces.at(-1) ?? ''}${part}`;
    if (cellsOf(longer) > room) pieces.push(part);
    else pieces[pieces.length - 1] = longer;
  }
  return pieces;
}
