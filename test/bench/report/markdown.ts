import { format } from 'prettier';
import type { Chart, Section, Table } from './section';
import type { Setting } from './setting';
import { facts } from './setting';
import { formatTable } from './table';

const title = '# What the bench measured';
const origin =
  'Written by `npm run bench`; `npm run bench -- fleet` measures one part anew and leaves the others. Each part tells when and where it was measured: figures of one part can be compared, figures of two can’t. Nothing here passes or fails, and nothing is written by hand.';

/** A part of the report as it stands in the file. */
export interface Block {
  /** Its heading, by which a new one takes its place. */
  readonly heading: string;
  readonly text: string;
}

/** A section as a part of the report. */
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

/** The parts of a report that was written before. */
export function blocksOf(report: string): readonly Block[] {
  return report
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      return { heading, text: lines.join('\n').trim() };
    });
}

/** The report as a file of Markdown, laid out as the linter wants it. */
export async function markdown(blocks: readonly Block[]): Promise<string> {
  const parts = blocks.map(({ heading, text }) => `## ${heading}\n\n${text}`);
  return await format([title, origin, ...parts].join('\n\n'), {
    parser: 'markdown',
    printWidth: 110,
    singleQuote: true,
  });
}

function table({ caption, columns, rows }: Table): readonly string[] {
  const said = oneLine(caption).replace(/\.$/, '');
  return [...(said === '' ? [] : [`### ${said}`]), formatTable([columns, ...rows])];
}

function picture({ alt, file }: Chart): string {
  return `![${oneLine(alt).replace(/[\\[\]`*_<>]/g, '\\$&')}](${file}.svg)`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
