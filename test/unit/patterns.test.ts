import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Length of the attacked texts, that of the largest answer: for a pattern whose time grows with its square, that means seconds. */
const maxLength = 256 * 1_024;
/** Limit in ms; the slowest harmless pattern takes a few. */
const limit = 150;

interface Pattern {
  readonly at: string;
  readonly regexp: RegExp;
}

/** Every pattern in the source that repeats something without a limit, with its place. */
function patterns(): readonly Pattern[] {
  const root = path.resolve('src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.flatMap((name) => {
    const source = ts.createSourceFile(
      name,
      readFileSync(path.join(root, name), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const found: Pattern[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        const flags = node.text.slice(end + 1).replace('y', '');
        const line = source.getLineAndCharacterOfPosition(node.pos).line + 1;
        const regexp = new RegExp(node.text.slice(1, end), flags);
        // Without repetition the time can only grow with the text.
        if (/[*+]|,\}/.test(regexp.source)) found.push({ at: `${name}:${line}`, regexp });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** Texts that are nearly what a pattern looks for: each of its own pieces, again and again, with an end that doesn't fit. */
function attacks({ source }: RegExp, length: number): readonly string[] {
  const literal = source
    .replace(/\\[dD]/g, '7')
    .replace(/\\w/g, 'a')
    .replace(/\\[sb]/g, ' ')
    .replace(/\\[pP]\{\w+(=\w+)?\}|\\u\{?[0-9a-f]+\}?/g, '\n')
    .replace(/\\(.)/g, '$1');
  const words = literal.split(/[()[\]{}|*+?^$.]+/).filter((word) => word !== '');
  const units = new Set([...words, ...Array.from(literal), ' ', 'a', '7', 'aB', 'a ', '\n', '\ud83d']);
  const starts = new Set(['', ...words.filter((word) => word.length > 1)]);
  return [...units].flatMap((unit) => {
    const pumped = unit.repeat(Math.floor(length / unit.length));
    return [...starts].flatMap((start) => [start + pumped, `${start}${pumped}\0`]);
  });
}

/** How long a pattern takes for a text, in ms. */
function timeOf(regexp: RegExp, text: string): number {
  const began = performance.now();
  if (regexp.global) text.replace(regexp, '');
  else regexp.test(text);
  return performance.now() - began;
}

describe('a pattern', () => {
  const all = patterns();

  it('is found in the source', () => {
    assert.ok(all.length > 25);
  });

  it('that is dangerous is noticed by this test', () => {
    for (const [regexp, length] of [
      [/<code>([^]*?)<\/code>/, maxLength],
      [/\/+$/, maxLength / 8],
    ] as const) {
      const slow = attacks(regexp, length).some((text) => timeOf(regexp, text) > limit);
      assert.ok(slow, String(regexp));
    }
  }).timeout(60_000);

  for (const { at, regexp } of all)
    it(`in ${at} takes a time that grows no faster than the text: ${String(regexp).slice(0, 60)}`, () => {
      for (const text of attacks(regexp, maxLength)) {
        // A busy machine can delay one try, not three.
        const times = [1, 2, 3].map(() => Infinity);
        for (let count = 0; count < 3; count++) {
          times[count] = timeOf(regexp, text);
          if ((times[count] ?? 0) <= limit) break;
        }
        assert.ok(
          Math.min(...times) <= limit,
          `${Math.min(...times)} ms for ${JSON.stringify(text.slice(0, 40))}…`,
        );
      }
    }).timeout(60_000);
});
