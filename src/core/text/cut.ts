let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as a reader counts them: a letter with its marks, or an emoji of several parts, is one. */
export function* characters(text: string): Iterable<string> {
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** A text cut to at most `max` code points, never inside a character. */
export function cutText(text: string, max: number): string {
  // No text has more code points than code units, and counting characters is slow.
  if (text.length <= max) return text;
  let kept = '';
  let left = max;
  // The time for one character grows with the whole text. Only what touches the end of a part can be read wrong, and no code
  // point has more than two code units.
  for (const character of characters(text.slice(0, 2 * max + 2))) {
    left -= Array.from(character).length;
    if (left < 0) break;
    kept += character;
  }
  return kept;
}
