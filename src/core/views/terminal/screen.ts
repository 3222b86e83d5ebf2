import type { PanelView } from '../paneldata';
import { timerText } from '../../time/countdown';
import type { QrModules } from '../../code/modules';
import type { Translate } from '../../text/translate';
import type { BlockForm, Size } from './blocks';
import { blocks, blockSize, fittingForm } from './blocks';
import type { Key } from './keys';
import { cellsOf, printable, wrap } from './wrap';

/** Sentences about the terminal for each form of code. */
export type Hints = Readonly<Record<BlockForm, readonly string[]>>;

/** What a screen of the terminal is made of. */
export interface ScreenParts {
  readonly view: PanelView;
  /** Milliseconds since the view was made. */
  readonly passed: number;
  /** The code's modules while it may be seen. */
  readonly modules: QrModules | undefined;
  /** Why there is no code to see though one is alive. */
  readonly hidden?: string | undefined;
  readonly size: Size;
  readonly keys: readonly Key[];
  /** What in this terminal's settings spoils a code of each form, and how to mend it. */
  readonly hints: Hints;
}

/** Columns beside a code in which words can be read well. */
const wordColumns = 30;
/** Columns between a code and the words beside it. */
const gap = 2;
/** Rows below a code for what matters most: the time and the keys. */
const wordRows = 2;

/** Where the code goes, and how large. */
interface Placed {
  readonly form: BlockForm;
  readonly beside: boolean;
}

/** A part of the words; of a screen too low for all, the ones that matter least are left out. */
interface Passage {
  readonly importance: number;
  readonly lines: readonly string[];
}

/** The rows of the whole screen, none of them wider or more of them than there is room for. */
export function screen(parts: ScreenParts, t: Translate): readonly string[] {
  const { modules, hidden, size } = parts;
  const placed = modules && place(modules, size);
  if (!placed) return words(parts, size, { advice: modules ? tooSmall(modules, size, t) : hidden });
  const code = blocks(modules, placed.form);
  if (!placed.beside) {
    const below = { columns: size.columns, rows: size.rows - code.length };
    return [...code, ...words(parts, below, placed)];
  }
  const { columns } = blockSize(modules, placed.form);
  const text = words(parts, { columns: size.columns - columns - gap, rows: size.rows }, placed);
  const room = ' '.repeat(columns);
  return Array.from({ length: Math.max(code.length, text.length) }, (_, row) =>
    text[row] === undefined ? (code[row] ?? '') : `${code[row] ?? room}${' '.repeat(gap)}${text[row]}`,
  );
}

/** Whether a code has room on a screen of that size. */
export function hasRoom(modules: Pick<QrModules, 'size'>, size: Size): boolean {
  return place(modules, size) !== undefined;
}

/** The larger form wins; words stand beside the code where there is room, else below it. */
function place(modules: Pick<QrModules, 'size'>, { columns, rows }: Size): Placed | undefined {
  const beside = fittingForm(modules, { columns: columns - gap - wordColumns, rows });
  const below = fittingForm(modules, { columns, rows: rows - wordRows });
  if (beside !== undefined && (beside === 'full' || below !== 'full')) return { form: beside, beside: true };
  return below === undefined ? undefined : { form: below, beside: false };
}

function tooSmall(modules: Pick<QrModules, 'size'>, { columns, rows }: Size, t: Translate): string {
  const min = blockSize(modules, 'half');
  return t(
    'The terminal is too small for the code: it needs {0} columns and {1} rows and has {2} and {3}. Enlarge it, choose a smaller font, or use the panel.',
    min.columns,
    min.rows + wordRows,
    columns,
    rows,
  );
}

const bold = (line: string): string => `\x1b[1m${line}\x1b[22m`;
const faint = (line: string): string => `\x1b[2m${line}\x1b[22m`;

function words(
  { view, passed, keys, hints }: ScreenParts,
  size: Size,
  { form, advice }: { readonly form?: BlockForm; readonly advice?: string | undefined },
): readonly string[] {
  const { title, headline, steps, details, timer, notes, site, code, cover } = view;
  const lines = (...texts: readonly string[]): string[] =>
    texts.flatMap((text) => [...wrap(text, size.columns)]);
  // A little before its end on the clock: what is written now takes its time to be seen.
  const dead = code !== undefined && advice === undefined && form === undefined;
  const covered = cover !== undefined && (dead || !code);
  const passages: readonly Passage[] = [
    { importance: 2, lines: lines(title).map(faint) },
    { importance: 7, lines: lines(headline).map(bold) },
    { importance: 9, lines: lines(...(timer && !dead ? [timerText(timer, passed)] : [])) },
    { importance: 8, lines: lines(...(covered ? [cover] : []), ...(advice === undefined ? [] : [advice])) },
    // Pointing the phone at it would be of no use.
    { importance: 4, lines: advice === undefined && !dead ? lines(...numbered(steps)) : [] },
    { importance: 6, lines: lines(...details, ...(site ? [`${site.label}: ${site.href}`] : [])) },
    { importance: 3, lines: lines(...notes).map(faint) },
    { importance: 5, lines: lines(...(form ? hints[form] : [])) },
    { importance: 10, lines: keyLines(keys, size.columns) },
  ];
  return fitted(
    passages.filter(({ lines: { length } }) => length > 0),
    size.rows,
  );
}

function numbered(steps: readonly string[]): readonly string[] {
  return steps.map((step, index) => `${index + 1}. ${step}`);
}

/** Several keys on a line, none of them broken, as long as there is room for each. */
function keyLines(keys: readonly Key[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const { name, label } of keys) {
    const key = printable(`[${name}] ${label}`);
    const joined = lines.length === 0 ? key : `${lines.at(-1) ?? ''}  ${key}`;
    if (lines.length > 0 && cellsOf(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(...wrap(key, columns));
  }
  return lines;
}

/** The passages that fit, an empty row between them where there is room for all of those. */
function fitted(passages: readonly Passage[], rows: number): readonly string[] {
  const loose = passages.flatMap(({ lines }, index) => (index === 0 ? lines : ['', ...lines]));
  if (loose.length <= rows) return loose;
  const tight = passages.flatMap(({ lines }) => lines);
  if (tight.length <= rows) return tight;
  if (passages.length <= 1) return tight.slice(0, Math.max(rows, 0));
  const min = Math.min(...passages.map(({ importance }) => importance));
  return fitted(
    passages.filter(({ importance }) => importance !== min),
    rows,
  );
}
