/** Glyphs of three by five pixels, row by row from the top. Each row is a digit whose bits are the pixels. */
const glyphs: Readonly<Record<string, string>> = {
  '0': '75557',
  '1': '26227',
  '2': '71747',
  '3': '71717',
  '4': '55711',
  '5': '74717',
  '6': '74757',
  '7': '71111',
  '8': '75757',
  '9': '75717',
  C: '34443',
  E: '74647',
  I: '72227',
  K: '55655',
  L: '44447',
  N: '65555',
  O: '25552',
  P: '65644',
  R: '65655',
  S: '34216',
  T: '72222',
  U: '55557',
  W: '55575',
  X: '55255',
  Y: '55222',
  '-': '00700',
  ':': '02020',
  ',': '00024',
  ' ': '00000',
};

/** Height of a line in pixels of the font. */
export const lineHeight = 5;
/** Width of a glyph and the gap after it. */
const pitch = 4;

/** Width of a line in pixels of the font. */
export function lineWidth(text: string): number {
  return Math.max(text.length * pitch - 1, 0);
}

/** Whether a pixel of a line is dark. Characters without a glyph stay empty. */
export function isInk(text: string, x: number, y: number): boolean {
  const column = x % pitch;
  const row = Number(glyphs[text[Math.floor(x / pitch)] ?? ' ']?.[y] ?? 0);
  return column < pitch - 1 && (row & (4 >> column)) !== 0;
}
