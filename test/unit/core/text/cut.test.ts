import assert from 'node:assert/strict';
import fc from 'fast-check';
import { characters, cutText } from '../../../../src/core/text/cut';

const family = '👩‍👩‍👧';

describe('cutText', () => {
  for (const [text, max, cut] of [
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc'],
    ['a😀b', 2, 'a😀'],
    ['a😀b', 1, 'a'],
    [`a${family}b`, 6, `a${family}`],
    [`a${family}b`, 5, 'a'],
    ['e\u0301x', 1, ''],
    ['e\u0301x', 2, 'e\u0301'],
    ['🇩🇪🇫🇷', 3, '🇩🇪'],
    ['', 3, ''],
  ] as const)
    it(`cuts ${JSON.stringify(text)} to ${max}`, () => {
      assert.equal(cutText(text, max), cut);
    });

  it('never cuts inside a character, and never keeps too much or too little', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('a', ' ', '😀', family, 'e\u0301', '🇩🇪', 'क\u094d\u200dष', 'می\u200cخواهم'),
          {
            maxLength: 40,
          },
        ),
        fc.nat(60),
        (parts, max) => {
          const text = parts.join('');
          const all = [...characters(text)];
          const cut = cutText(text, max);
          const kept = [...characters(cut)];
          assert.deepEqual(kept, all.slice(0, kept.length));
          assert.ok(Array.from(cut).length <= max);
          const next = all[kept.length];
          assert.ok(next === undefined || Array.from(cut + next).length > max);
        },
      ),
    );
  });

  it('takes no longer for a long text than for a short one', () => {
    for (const unit of ['x', '😀', 'e\u0301', 'a\u0301'.padEnd(1_000, '\u0301')]) {
      const began = performance.now();
      cutText(unit.repeat(300_000 / unit.length), 200);
      assert.ok(performance.now() - began < 100);
    }
  });
});
