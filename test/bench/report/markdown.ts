import { format } from 'prettier';
import type { Chart, Section, Table } from './section';
import type { Setting } from './setting';
import { facts } from './setting';
import { formatTable } from './table';

const title = '# What the bench measured';
const origin =
  'Written by `npm run bench`, which measures all of it anew: nothing here passes or fails, and nothing is written by hand.';

/** The report as a file of Markdown, laid out as the linter wants it. */
export async function markdown(sections: readonly Section[], setting: Setting): Promise<string> {
  const run = formatTable([['This run', ''], ...facts(setting)]);
  const blocks = [title, origin, run, ...sections.flatMap(section)];
  return await format(blocks.join('\n\n'), { parser: 'markdown', printWidth: 110, singleQuote: true });
}

function section({ title: heading, paragraphs, tables, charts }: Section): readonly string[] {
  return [
    `## ${oneLine(heading)}`,
    ...paragraphs.map(oneLine),
    ...tables.flatMap(table),
    ...charts.map(picture),
  ];
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
