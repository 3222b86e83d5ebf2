import type { Section, Table } from './section';
import type { Setting } from './setting';
import { facts } from './setting';
import type { Rows } from './table';
import { formatTable } from './table';

/** Columns that a terminal is taken to have. */
const terminalWidth = 110;
/** No cell is broken into lines narrower than this. */
const narrowest = 10;

/** Prints a section for reading in a terminal. */
export function printSection(section: Section): void {
  console.log(`\n${sectionText(section)}`);
}

/** Prints where and when the bench runs. */
export function printSetting(setting: Setting): void {
  for (const [name, value] of facts(setting)) console.log(`${name}: ${value}`);
}

/** A section as lines of text; the pictures are only named. */
export function sectionText({ title, paragraphs, tables, charts }: Section, width = terminalWidth): string {
  const blocks = [
    `${title}\n${'═'.repeat(Math.min(title.length, width))}`,
    ...paragraphs.map((text) => broken(text, width).join('\n')),
    ...tables.map((table) => [...broken(table.caption, width), tableText(table, width)].join('\n')),
    ...(charts.length === 0 ? [] : [`Pictures: ${charts.map(({ file }) => `${file}.svg`).join(', ')}`]),
  ];
  return blocks.map((block) => `${block}\n`).join('\n');
}

/** In as few tables as the width allows, each beginning with the names of the rows. */
function tableText({ columns, rows }: Table, width: number): string {
  const whole: Rows = [columns, ...rows];
  for (let parts = 1; parts < columns.length; parts++) {
    const texts = apart(whole, parts).map((part) => narrowed(part, width));
    if (texts.every((text) => text !== undefined)) return texts.join('\n\n');
  }
  return formatTable(whole);
}

function apart(rows: Rows, parts: number): readonly Rows[] {
  const each = Math.ceil(((rows[0]?.length ?? 1) - 1) / parts);
  return Array.from({ length: parts }, (_, part) => {
    const from = 1 + part * each;
    return rows.map(([name = '', ...cells]) => [name, ...cells.slice(from - 1, from - 1 + each)]);
  }).filter(([head]) => (head?.length ?? 0) > 1);
}

/** The first shape that is narrow enough: as it is, turned, with broken cells, both. */
function narrowed(upright: Rows, width: number): string | undefined {
  const shapes = (upright[0]?.length ?? 0) > upright.length ? [upright, turned(upright)] : [upright];
  for (let limit = width; limit >= narrowest; limit = limit === width ? width / 2 : limit - 5) {
    for (const shape of shapes) {
      const text = brokenTable(shape, limit);
      if (text.split('\n').every((line) => line.length <= width)) return text;
    }
  }
  return undefined;
}

function turned(rows: Rows): Rows {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ''));
}

/** A row as several, one for each line of its highest cell. */
function withBrokenCells(row: readonly string[], limit: number): Rows {
  const cells = row.map((cell) => broken(cell, limit));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ''));
}

function brokenTable(rows: Rows, limit: number): string {
  const [head = [], ...body] = rows.map((row) => withBrokenCells(row, limit));
  return formatTable([...head, ...body.flat()], head.length);
}

function broken(text: string, limit: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= limit) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}
