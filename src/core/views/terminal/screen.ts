// src/core/views/terminal: what the terminal shows, as text.
import type { PanelView } from '../panel/paneldata';
import { timerText } from '../../time/countdown';
import type { QrModules } from '../../code/modules';
import type { Translate } from '../../text/translate';
import type { BlockForm, Size } from './blocks';
import { blocks, blockSize, fittingForm } from './blocks';
import type { Key } from './keys';
import { cellsOf, printable, wrap } from './wrap';

/** Hints about the terminal's settings, for each form of code. */
export type Hints = Readonly<Record<BlockForm, readonly string[]>>;

/** The parts of a terminal screen. */
export interface ScreenParts {
  readonly view: PanelView;
  /** Milliseconds since the view was made. */
  readonly passed: number;
  /** The code's modules while the code may be seen. */
  readonly modules: QrModules | undefined;
  /** Why a valid code isn't visible. */
  readonly hidden?: string | undefined;
  readonly size: Size;
  readonly keys: readonly Key[];
  /** Which settings of this terminal make a code of each form hard to scan, and how to fix them. */
  readonly hints: Hints;
}

/** Minimum columns beside a code for text that is easy to read. */
const textColumns = 30;
/** Columns between a code and the text beside it. */
const gap = 2;
/** Rows below a code for the most important text: the time and the keys. */
const textRows = 2;

/** The position and size of the code. */
interface CodePlacement {
  readonly form: BlockForm;
  /** Whether the text is beside the code; otherwise the text is below the code. */
  readonly beside: boolean;
}

/** A section of the text. If the screen is too low for all of them, the least important ones are left out. */
interface Section {
  readonly importance: number;
  readonly lines: readonly string[];
}

/** The rows of the whole screen, which fit into its size. */
export function screen(parts: ScreenParts, t: Translate): readonly string[] {
  const { modules, hidden, size } = parts;
  const placement = modules && placementOf(modules, size);
  if (!placement) return textLines(parts, size, { advice: modules ? tooSmall(modules, size, t) : hidden });
  const code = blocks(modules, placement.form);
  if (!placement.beside) {
    const below = { columns: size.columns, rows: size.rows - code.length };
    return [...code, ...textLines(parts, below, placement)];
  }
  const { columns } = blockSize(modules, placement.form);
  const text = textLines(parts, { columns: size.columns - columns - gap, rows: size.rows }, placement);
  const room = ' '.repeat(columns);
  return Array.from({ length: Math.max(code.length, text.length) }, (_, row) =>
    text[row] === undefined ? (code[row] ?? '') : `${code[row] ?? room}${' '.repeat(gap)}${text[row]}`,
  );
}

/** Whether a code fits on a screen of that size. */
export function hasRoom(modules: Pick<QrModules, 'size'>, size: Size): boolean {
  return placementOf(modules, size) !== undefined;
}

/** Prefers the larger form; the text is beside the code if there is room, else below it. */
function placementOf(modules: Pick<QrModules, 'size'>, { columns, rows }: Size): CodePlacement | undefined {
  const beside = fittingForm(modules, { columns: columns - gap - textColumns, rows });
  const below = fittingForm(modules, { columns, rows: rows - textRows });
  if (beside !== undefined && (beside === 'full' || below !== 'full')) return { form: beside, beside: true };
  return below === undefined ? undefined : { form: below, beside: false };
}

function tooSmall(modules: Pick<QrModules, 'size'>, { columns, rows }: Size, t: Translate): string {
  const min = blockSize(modules, 'half');
  return t(
    'The terminal is too small for the code. The code needs {0} columns and {1} rows, and the terminal has {2} and {3}. Enlarge the terminal, choose a smaller font, or use the panel.',
    min.columns,
    min.rows + textRows,
    columns,
    rows,
  );
}

const bold = (line: string): string => `\x1b[1m${line}\x1b[22m`;
const faint = (line: string): string => `\x1b[2m${line}\x1b[22m`;

function textLines(
  { view, passed, keys, hints }: ScreenParts,
  size: Size,
  { form, advice }: { readonly form?: BlockForm; readonly advice?: string | undefined },
): readonly string[] {
  const { title, headline, steps, details, timer, notes, site, code, cover } = view;
  const lines = (...texts: readonly string[]): string[] =>
    texts.flatMap((text) => [...wrap(text, size.columns)]);
  // Covers the code a little early, since the terminal takes some time to show new text.
  const expired = code !== undefined && advice === undefined && form === undefined;
  const covered = cover !== undefined && (expired || !code);
  const sections: readonly Section[] = [
    { importance: 2, lines: lines(title).map(faint) },
    { importance: 7, lines: lines(headline).map(bold) },
    { importance: 9, lines: lines(...(timer && !expired ? [timerText(timer, passed)] : [])) },
    { importance: 8, lines: lines(...(covered ? [cover] : []), ...(advice === undefined ? [] : [advice])) },
    // Without a visible code the steps are of no use.
    { importance: 4, lines: advice === undefined && !expired ? lines(...numbered(steps)) : [] },
    { importance: 6, lines: lines(...details, ...(site ? [`${site.label}: ${site.href}`] : [])) },
    { importance: 3, lines: lines(...notes).map(faint) },
    { importance: 5, lines: lines(...(form ? hints[form] : [])) },
    { importance: 10, lines: keyLines(keys, size.columns) },
  ];
  return fitted(
    sections.filter(({ lines: { length } }) => length > 0),
    size.rows,
  );
}

function numbered(steps: readonly string[]): readonly string[] {
  return steps.map((step, index) => `${index + 1}. ${step}`);
}

/** The keys, several on each line. A key is broken only if it is longer than a line. */
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

/** The sections that fit, with an empty row between them if there is room for all of these rows. */
function fitted(sections: readonly Section[], rows: number): readonly string[] {
  const loose = sections.flatMap(({ lines }, index) => (index === 0 ? lines : ['', ...lines]));
  if (loose.length <= rows) return loose;
  const tight = sections.flatMap(({ lines }) => lines);
  if (tight.length <= rows) return tight;
  if (sections.length <= 1) return tight.slice(0, Math.max(rows, 0));
  const min = Math.min(...sections.map(({ importance }) => importance));
  return fitted(
    sections.filter(({ importance }) => importance !== min),
    rows,
  );
}
