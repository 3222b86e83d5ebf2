import assert from 'node:assert/strict';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const maxReadmeBytes = 8_000;

/** The documents of the source tree. */
const files = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...(await readdir('docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`),
];

/** The anchor that a heading gets. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = '']) => anchorOf(heading));
}

describe('the documents', () => {
  for (const file of files)
    it(`have no dead link, picture or path: ${file}`, async () => {
      const text = await readFile(file, 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
        if (target.startsWith('https:')) continue;
        const [where = '', anchor] = target.split('#');
        const linked = where === '' ? file : path.join(path.dirname(file), where);
        await access(linked);
        if (anchor !== undefined)
          assert.ok(anchorsOf(await readFile(linked, 'utf8')).includes(anchor), target);
      }
      for (const [, named = ''] of text.matchAll(/`((?:src|test|docs|media)\/[\w./-]*)`/g))
        await access(named);
    });

  it('show every picture that there is', async () => {
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    for (const picture of await readdir('docs/pictures'))
      assert.ok(
        texts.some((text) => text.includes(`pictures/${picture})`)),
        picture,
      );
  });

  it('explain messages that the extension shows', async () => {
    const sources = await readdir('src', { recursive: true });
    const code = await Promise.all(
      sources.filter((file) => file.endsWith('.ts')).map((file) => readFile(path.join('src', file), 'utf8')),
    );
    const shown = code.join('\n');
    const table = await readFile('docs/troubleshooting.md', 'utf8');
    const messages = Array.from(
      table.matchAll(/^\| ((?!What you|Phone|-).+?) +\|/gm),
      ([, message = '']) => message,
    );
    assert.ok(messages.length > 10);
    for (const message of messages)
      for (const part of message.split(/…| \(\d+\)/)) assert.ok(shown.includes(part.trim()), part);
  });

  it('begin with a README that is short', async () => {
    const { size } = await stat('README.md');
    assert.ok(size <= maxReadmeBytes, `README.md has ${size} bytes.`);
  });
});
