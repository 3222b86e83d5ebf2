import type { Section, Table } from './section';
import type { Setting } from './setting';
import { facts } from './setting';
import type { Rows } from './table';
import { formatTable } from './table';

/** The assumed width of a terminal, in columns. */
const terminalWidth = 110;
/** The smallest width at which cells are wrapped. */
const narrowestCell = 10;

/** Prints a section in the terminal. */
export function printSection(section: Section): void {
  console.log(`\n${sectionText(section)}`);
}

/** Prints when and where the bench runs. */
export function printSetting(setting: Setting): void {
  for (const [name, value] of facts(setting)) console.log(`${name}: ${value}`);
}

/** A section as text. Of the pictures, it has only the names. */
export function sectionText({ title, paragraphs, tables, charts }: Section, width = terminalWidth): string {
  const blocks = [
    `${title}\n${'═'.repeat(Math.min(title.length, width))}`,
    ...paragraphs.map((text) => wrapText(text, width).join('\n')),
    ...tables.map((table) => [...wrapText(table.caption, width), tableText(table, width)].join('\n')),
    ...(charts.length === 0 ? [] : [`Pictures: ${charts.map(({ file }) => `${file}.svg`).join(', ')}`]),
  ];
  return blocks.map((block) => `${block}\n`).join('\n');
}

/** Splits a table into as few tables as the width allows. Each begins with the names of the rows. */
function tableText({ columns, rows }: Table, width: number): string {
  const whole: Rows = [columns, ...rows];
  for (let parts = 1; parts < columns.length; parts++) {
    const texts = splitColumns(whole, parts).map((part) => fitted(part, width));
    if (texts.every((text) => text !== undefined)) return texts.join('\n\n');
  }
  return formatTable(whole);
}

function splitColumns(rows: Rows, parts: number): readonly Rows[] {
  const each = Math.ceil(((rows[0]?.length ?? 1) - 1) / parts);
  return Array.from({ length: parts }, (_, part) => {
    const from = 1 + part * each;
    return rows.map(([name = '', ...cells]) => [name, ...cells.slice(from - 1, from - 1 + each)]);
  }).filter(([head]) => (head?.length ?? 0) > 1);
}

/** The first form that fits into the width: unchanged, transposed, with wrapped cells, or both. */
function fitted(rows: Rows, width: number): string | undefined {
  const shapes = (rows[0]?.length ?? 0) > rows.length ? [rows, transposed(rows)] : [rows];
  for (let limit = width; limit >= narrowestCell; limit = limit === width ? width / 2 : limit - 5) {
    for (const shape of shapes) {
      const text = wrappedTable(shape, limit);
      if (text.split('\n').every((line) => line.length <= width)) return text;
    }
  }
  return undefined;
}

function transposed(rows: Rows): Rows {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ''));
}

/** Wraps the cells of a row. The result has one row for each line of the tallest cell. */
function wrappedRow(row: readonly string[], limit: number): Rows {
  const cells = row.map((cell) => wrapText(cell, limit));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ''));
}

function wrappedTable(rows: Rows, limit: number): string {
  const [head = [], ...body] = rows.map((row) => wrappedRow(row, limit));
  return formatTable([...head, ...body.flat()], head.length);
}

function wrapText(text: string, limit: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= limit) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}
