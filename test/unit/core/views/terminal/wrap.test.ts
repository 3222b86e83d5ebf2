import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellsOf, printable, wrap } from '../../../../../src/core/views/terminal/wrap';

describe('text in a terminal', () => {
  it('is broken at spaces, and longer words anywhere', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('unbreakable', 4), ['unbr', 'eaka', 'ble']);
    assert.deepEqual(wrap('', 4), []);
  });

  it('is never broken inside a character, as far as the character fits into a line', () => {
    const family = '👨\u200d👩\u200d👧';
    assert.deepEqual(wrap(`ab${family}cd`, 6), ['ab', family, 'cd']);
    assert.deepEqual(wrap('नमस्ते', 3).join(''), 'नमस्ते');
    assert.deepEqual(wrap('e\u0301e\u0301e\u0301', 2), ['e\u0301e\u0301', 'e\u0301']);
    const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
    const starts = (text: string): Set<number> =>
      new Set(Array.from(characters.segment(text), ({ index }) => index));
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(
            fc.constantFrom(family, 'क्षि', '🇪🇬', '👍🏽', '❤️'),
            fc.string({ unit: 'grapheme', maxLength: 1 }),
          ),
        }),
        fc.integer({ min: 8, max: 40 }),
        (text, columns) => {
          const word = printable(text).replaceAll(' ', '');
          const allowed = starts(word);
          let at = 0;
          for (const line of wrap(word, columns)) {
            assert.ok(allowed.has(at), JSON.stringify([word, line]));
            at += line.length;
          }
        },
      ),
    );
  });

  it('takes two cells for East Asian characters and emoji, and none for accents', () => {
    assert.equal(cellsOf('ab'), 2);
    assert.equal(cellsOf('漢字'), 4);
    assert.equal(cellsOf('한'), 2);
    assert.equal(cellsOf('🙂'), 2);
    assert.equal(cellsOf('e\u0301'), 1);
  });

  it('never has too wide a line, and loses no characters except spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const lines = wrap(text, columns);
        for (const line of lines) assert.ok(cellsOf(line) <= columns, JSON.stringify(line));
        assert.equal(lines.join('').replaceAll(' ', ''), printable(text).replaceAll(' ', ''));
      }),
    );
  });

  it('contains no commands for the terminal', () => {
    assert.equal(printable('a\x1b]52;c;aGk=\x07b'), 'a ]52;c;aGk= b');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(printable(text), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
