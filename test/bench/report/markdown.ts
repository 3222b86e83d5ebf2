import { format } from 'prettier';
import type { Chart, Section, Table } from './section';
import type { Setting } from './setting';
import { facts } from './setting';
import { formatTable } from './table';

const title = '# Results of the bench';
const origin =
  'Written by `npm run bench`. `npm run bench -- fleet` measures one part again and keeps the others. Each part says when and where it was measured: compare only figures of the same part. No figure passes or fails, and nothing is written by hand.';

/** A part of the report, as in the file. */
export interface Block {
  /** Its heading. A new block replaces an old one with the same heading. */
  readonly heading: string;
  readonly text: string;
}

/** The block of a section. */
export function blockOf({ title, paragraphs, tables, charts }: Section, setting: Setting): Block {
  const heading = oneLine(title);
  const parts = [
    ...paragraphs.map(oneLine),
    ...tables.flatMap(table),
    ...charts.map(picture),
    formatTable([['Measured', ''], ...facts(setting)]),
  ];
  return { heading, text: parts.join('\n\n') };
}

/** The blocks of an earlier report. */
export function blocksOf(report: string): readonly Block[] {
  return report
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      return { heading, text: lines.join('\n').trim() };
    });
}

/** The report as Markdown, formatted as Prettier requires. */
export async function markdown(blocks: readonly Block[]): Promise<string> {
  const parts = blocks.map(({ heading, text }) => `## ${heading}\n\n${text}`);
  return await format([title, origin, ...parts].join('\n\n'), {
    parser: 'markdown',
    printWidth: 110,
    singleQuote: true,
  });
}

function table({ caption, columns, rows }: Table): readonly string[] {
  const heading = oneLine(caption).replace(/\.$/, '');
  return [...(heading === '' ? [] : [`### ${heading}`]), formatTable([columns, ...rows])];
}

function picture({ alt, file }: Chart): string {
  return `![${oneLine(alt).replace(/[\\[\]`*_<>]/g, '\\$&')}](${file}.svg)`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
