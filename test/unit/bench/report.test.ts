import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { check } from 'prettier';
import { formatFigure } from '../../bench/report/figure';
import { blockOf, markdown } from '../../bench/report/markdown';
import type { Section } from '../../bench/report/section';
import type { Setting } from '../../bench/report/setting';
import { sectionText } from '../../bench/report/terminal';
import { writeReport } from '../../bench/report/write';

const setting: Setting = {
  date: new Date('2026-01-02T03:04:05.678Z'),
  machine: { processor: 'Some CPU', cores: 2, memory: 8 * 2 ** 30, system: 'Linux 6.1.0, x64' },
  versions: [
    { name: 'Node', version: '20.1.0' },
    { name: 'Chromium', version: undefined },
  ],
  load: [0.5, 0.25, 1],
};
const section: Section = {
  title: 'Opening',
  paragraphs: ['Median of 20, *seed* 7.'],
  tables: [
    {
      caption: 'Times.',
      columns: ['delay', 'a|b', 'ratio'],
      rows: [
        ['none | 0', 'x\ny', '1.05 ×'],
        ['300 ms', String.raw`p\|q`, 'not measured'],
      ],
    },
  ],
  charts: [
    {
      kind: 'bars',
      file: 'opening',
      title: 'Opening',
      alt: 'Ours [fast] is_close.',
      axis: 'ms',
      groups: ['a'],
      series: [{ name: 'ours', values: [1] }],
    },
  ],
};

describe('report of the bench as Markdown', () => {
  it('is formatted and says where and when it ran', async () => {
    const text = await markdown([blockOf(section, setting)]);
    assert.ok(await check(text, { parser: 'markdown', printWidth: 110, singleQuote: true }));
    for (const said of [
      '`npm run bench`',
      '2026-01-02T03:04:05Z',
      'Some CPU, 2 cores',
      '8.0 GiB',
      '20.1.0',
    ]) {
      assert.ok(text.includes(said), said);
    }
    assert.match(text, /\| Chromium +\| not found +\|/);
    assert.match(text, /0\.50, 0\.25, 1\.00/);
  });

  it('escapes pipes once, joins lines and aligns figures to the right', async () => {
    const text = await markdown([blockOf(section, setting)]);
    assert.match(text, /^\| none \\\| 0 \| x y +\| +1\.05 × \|$/m);
    assert.match(text, /^\| 300 ms +\| p\\\|q +\| not measured \|$/m);
    assert.match(text, /^\| :-+ \| :-+ \| -+: \|$/m);
  });

  it('shows each picture with its description', async () => {
    assert.match(
      await markdown([blockOf(section, setting)]),
      /^!\[Ours \\\[fast\\\] is\\?_close\.\]\(opening\.svg\)$/m,
    );
  });
});

describe('report of the bench in the terminal', () => {
  const columns = Array.from({ length: 16 }, (_, index) => `column ${index}`);
  const tables: Readonly<Record<string, readonly (readonly string[])[]>> = {
    'one wide row': [columns.map((_, index) => `${index} requests`)],
    'many wide rows': Array.from({ length: 30 }, () => columns.map((_, index) => `${index}0000 in all`)),
    prose: [columns.map((_, index) => (index < 3 ? 'word '.repeat(40) : '1'))],
  };
  for (const [name, rows] of Object.entries(tables)) {
    it(`keeps within the width and loses no word: ${name}`, () => {
      const text = sectionText({ ...section, tables: [{ caption: 'C', columns, rows }] }, 110);
      assert.deepEqual(
        text.split('\n').filter((line) => line.length > 110),
        [],
      );
      const words = new Set(text.split(/\W+/));
      for (const word of [...columns, ...rows.flat()].join(' ').trim().split(/\W+/)) {
        assert.ok(words.has(word), word);
      }
    });
  }
});

describe('figures of the charts', () => {
  it('have three significant digits', () => {
    const statistics = [0, -0, 0.00012345, 2.94, 412.345, 999.7, 1234.5, 12345.6, -30];
    assert.deepEqual(statistics.map(formatFigure), [
      '0',
      '0',
      '0.000123',
      '2.94',
      '412',
      '1000',
      '1235',
      '12,346',
      '\u221230',
    ]);
  });
});

describe('folder of the report', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'report-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('has the pictures of the sections, and none of earlier sections', async () => {
    for (const file of ['old.svg', 'main.ts']) await writeFile(path.join(folder, file), '');
    await writeReport([section], folder, setting, { allParts: true });
    assert.deepEqual((await readdir(folder)).sort(), ['RESULTS.md', 'main.ts', 'opening.svg']);
    assert.match(await readFile(path.join(folder, 'opening.svg'), 'utf8'), /^<svg /);
  });

  it('keeps parts that weren’t measured again, with their own time and pictures', async () => {
    const other = {
      ...section,
      title: 'Other',
      charts: section.charts.map((chart) => ({ ...chart, file: 'other' })),
    };
    await writeReport([section, other], folder, setting, { allParts: true });
    const later = { ...setting, date: new Date('2026-05-06T07:08:09Z') };
    const changed = { ...section, paragraphs: ['Measured anew.'], charts: [] };
    await writeReport([changed, { ...section, title: 'New', charts: [] }], folder, later, {
      allParts: false,
    });
    const text = await readFile(path.join(folder, 'RESULTS.md'), 'utf8');
    assert.deepEqual(
      Array.from(text.matchAll(/^## (.*)$|(\d{4}-\d\d-\d\dT)/gm), ([, heading, date]) => heading ?? date),
      ['Opening', '2026-05-06T', 'Other', '2026-01-02T', 'New', '2026-05-06T'],
    );
    assert.ok(text.includes('Measured anew.'));
    assert.deepEqual((await readdir(folder)).sort(), ['RESULTS.md', 'other.svg']);
    await writeReport([section], folder, later, { allParts: true });
    assert.deepEqual((await readdir(folder)).sort(), ['RESULTS.md', 'opening.svg']);
  });

  it('doesn’t change if two pictures have the same name, or one would be outside of it', async () => {
    await writeFile(path.join(folder, 'old.svg'), '');
    await assert.rejects(
      writeReport([section, section], folder, setting, { allParts: true }),
      /Two pictures/,
    );
    const charts = section.charts.map((chart) => ({ ...chart, file: '../x' }));
    await assert.rejects(
      writeReport([{ ...section, charts }], folder, setting, { allParts: true }),
      /not a valid name/,
    );
    assert.deepEqual(await readdir(folder), ['old.svg']);
  });
});
