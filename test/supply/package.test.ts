import assert from 'node:assert/strict';
import { chmod, readdir, readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { sizesOf } from '../bench/cost/sizes';
import { makeTemporaryFolder, type TemporaryFolder } from '../vscode/temporaryfolder';
import { copyTree, pack } from './tree';
import { readVsix } from './vsix';

const longAgo = new Date('2001-02-03T04:05:06Z');

describe('the package', () => {
  let folder: TemporaryFolder;
  let firstBuild: Buffer;
  let otherBuild: Buffer;

  before(async () => {
    folder = await makeTemporaryFolder('pair-whatsapp-package-');
    const [one, other] = [path.join(folder.path, 'one'), path.join(folder.path, 'the', 'other one')];
    await Promise.all([copyTree(one), copyTree(other)]);
    await makeOlder(other);
    // With SOURCE_DATE_EPOCH, vsce sorts by the user's locale; in Czech, "ch" comes after "h".
    const environment = { SOURCE_DATE_EPOCH: '1000000000', LC_ALL: 'cs_CZ.UTF-8' };
    [firstBuild, otherBuild] = await Promise.all([
      pack(one, 0o022, { SOURCE_DATE_EPOCH: undefined, TZ: 'America/Los_Angeles' }),
      pack(other, 0o002, { ...environment, TZ: 'Pacific/Kiritimati' }),
    ]);
  });

  after(() => folder.dispose());

  it('is identical byte for byte on every machine, for every user and at any time', () => {
    assert.ok(firstBuild.equals(otherBuild), 'Two builds of the same tree differ.');
  });

  it('contains what the extension needs, and nothing else', () => {
    const names = readVsix(firstBuild).map(({ name }) => name);
    const host = names.filter((name) => name.endsWith('.mjs'));
    assert.ok(host.includes('extension/dist/extension.mjs'));
    for (const name of host) assert.match(name, /^extension\/dist\/[a-z]+(-[A-Z0-9]{8})?\.mjs$/);
    assert.deepEqual(
      names.filter((name) => !host.includes(name)),
      [
        '[Content_Types].xml',
        'extension.vsixmanifest',
        'extension/LICENSE.txt',
        'extension/changelog.md',
        'extension/dist/THIRD_PARTY_NOTICES.txt',
        'extension/dist/grid.css',
        'extension/dist/grid.js',
        'extension/dist/panel.css',
        'extension/dist/panel.js',
        'extension/dist/style.js',
        'extension/media/icon.png',
        'extension/media/tab-dark.svg',
        'extension/media/tab-light.svg',
        'extension/media/view.svg',
        'extension/package.json',
        'extension/package.nls.json',
        'extension/readme.md',
      ],
    );
  });

  it('has the sizes in the report of the bench, within a tenth', async () => {
    const report = await readFile('test/bench/RESULTS.md', 'utf8');
    for (const { name, bytes } of sizesOf(firstBuild)) {
      const row = report.split('\n').find((line) => line.startsWith(`| ${name} `));
      const reported = Number(row?.split('|')[2]?.replace(/\s/g, ''));
      assert.ok(
        Math.abs(bytes - reported) <= reported / 10,
        `${name}: ${bytes} bytes, in the report ${reported}. Measure again: npm run bench -- cost`,
      );
    }
  });

  it('has a README without pictures and links that the editor’s page can’t show', () => {
    const readme = readVsix(firstBuild).find(({ name }) => name === 'extension/readme.md')?.text ?? '';
    assert.match(readme, /^# Pair WhatsApp\n/);
    assert.doesNotMatch(readme, /!\[|<img/);
    for (const [, target = ''] of readme.matchAll(/\]\(([^)]+)\)/g)) assert.match(target, /^https:/);
    assert.doesNotMatch(readme, /npm (start|test)/);
  });

  it('contains nothing in the panel’s scripts and style that would end their elements in the document', () => {
    const [script = '', styleScript = '', style = ''] = [
      'dist/panel.js',
      'dist/style.js',
      'dist/panel.css',
    ].map((file) => readVsix(firstBuild).find(({ name }) => name === `extension/${file}`)?.text);
    assert.match(script, /acquireVsCodeApi/);
    assert.match(styleScript, /stylist/);
    for (const text of [script, styleScript]) assert.doesNotMatch(text, /<\/script|<!--/i);
    assert.match(style, /\.card/);
    // The style may refer only to a pattern of the page itself.
    assert.doesNotMatch(style, /<\/style|url\((?!['"]?#)|@import/i);
  });

  it('contains files that everyone can read and nobody can execute', () => {
    for (const { name, mode } of readVsix(firstBuild)) assert.equal(mode, 0o100644, name);
  });

  it('reveals nothing about the machine that built it', () => {
    for (const { name, text } of readVsix(firstBuild)) {
      assert.ok(!text.includes(folder.path) && !text.includes(process.cwd()), name);
    }
  });
});

/** Changes the files as if someone whose group may write had checked them out long ago. */
async function makeOlder(tree: string): Promise<void> {
  for (const entry of await readdir(tree, { withFileTypes: true })) {
    const file = path.join(tree, entry.name);
    if (entry.isDirectory()) await makeOlder(file);
    if (!entry.isFile()) continue;
    await chmod(file, 0o664);
    await utimes(file, longAgo, longAgo);
  }
}
