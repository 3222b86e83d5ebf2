/** Signs that take two cells. Source: East Asian Width (Unicode Annex 11), by the scripts that matter. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
/** Signs that take none. */
const combining = /\p{M}|\p{Cf}/u;

/** A text without what a terminal would take for commands, or for a turn of its direction. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

/** How many cells a text takes in a terminal. */
export function cellsOf(text: string): number {
  return Array.from(text).reduce(
    (sum, sign) => sum + (combining.test(sign) ? 0 : wide.test(sign) ? 2 : 1),
    0,
  );
}

/** Breaks a text at its spaces into lines of so many cells at most; a longer word is broken anywhere. */
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
  for (const sign of word) {
    const longer = `${pieces.at(-1) ?? ''}${sign}`;
    if (cellsOf(longer) > Math.max(columns, 2)) pieces.push(sign);
    else pieces[pieces.length - 1] = longer;
  }
  return pieces;
}
