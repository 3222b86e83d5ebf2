import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskSecrets } from '../../../../src/core/text/mask';
import { spellings } from '../../samples/echoes';

const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
const anyToken = fc.string({ unit: visible, minLength: 8, maxLength: 40 });

describe('maskSecrets', () => {
  for (const [text, masked] of [
    ['a+b/c&d"e', '•••'],
    ['a+b\\/c&d\\"e', '•••'],
    ['a\\u002Bb\\u002fc&d\\u0022e', '•••'],
    ['a%2bb%2Fc%26d%22e', '•••'],
    ['a%252Bb%252fc%2526d%2522e', '•••'],
    ['a&#43;b&#x2F;c&amp;d&quot;e', '•••'],
    ['a&#43b&sol;c&ampd&#x000022;e', '•••'],
    ['a&plus;b/c&AMP;d"e', '•••'],
    ['?t=a%2Bb/c&amp;d"e&x=1', '?t=•••&x=1'],
    ['a+b/c&d', 'a+b/c&d'],
    ['A+b/c&d"e', 'A+b/c&d"e'],
  ] as const)
    it(`turns ${text} into ${masked}`, () => {
      assert.equal(maskSecrets(text, ['a+b/c&d"e'], 400), masked);
    });

  for (const echo of [
    '201099887766',
    '+201099887766',
    '+20 109 988 7766',
    '(20) 109-988-7766',
    '+20%31099887766',
    '2010\u20119988\u20137766@c.us',
  ])
    it(`masks the phone number in ${echo}`, () => {
      assert.doesNotMatch(maskSecrets(`Bad ${echo}.`, ['201099887766'], 400), /\d/);
    });

  it('leaves other numbers', () => {
    for (const text of ['20109988776', 'in 2010, 998 of 877 and 66', '2010-99'])
      assert.equal(maskSecrets(text, ['201099887766'], 400), text);
  });

  it('masks every token in every spelling, also between other characters', () => {
    fc.assert(
      fc.property(anyToken, fc.constantFrom('', ' ', '%', '\\', '&', '"', 'x'), (token, around) => {
        for (const echo of spellings(token)) {
          const masked = maskSecrets(`<<${around}${echo} >>`, [token], 4_000);
          assert.ok(!masked.includes(echo), echo);
          assert.ok(masked.includes('•••'), echo);
        }
      }),
    );
  });

  it('masks any mixture of spellings', () => {
    fc.assert(
      fc.property(anyToken, fc.array(fc.nat(15), { minLength: 40, maxLength: 40 }), (token, choices) => {
        const echo = Array.from(token, (each, at) => spellings(each)[choices[at] ?? 0]).join('');
        assert.equal(maskSecrets(echo, [token], 4_000), '•••');
      }),
    );
  });

  it('masks several secrets, and keeps the text around them', () => {
    assert.equal(
      maskSecrets('a TOKEN, b NUMBER, c TOKEN', ['TOKEN', 'NUMBER', ''], 400),
      'a •••, b •••, c •••',
    );
  });

  it('drops what is beyond the limit, but never a part of a secret', () => {
    for (let before = 0; before < 30; before++) {
      const masked = maskSecrets('x'.repeat(before) + 'TOKEN', ['TOKEN'], 20);
      assert.ok(!masked.includes('T'), masked);
      assert.ok(masked.startsWith('x'.repeat(Math.min(before, 20))));
    }
  });

  it('masks a token of 4,096 characters', () => {
    const token = 'TOKEN+sentinel/"7f3a"='.repeat(187).slice(0, 4_096);
    for (const echo of spellings(token)) assert.equal(maskSecrets(`a ${echo} b`, [token], 400), 'a ••• b');
  });

  it('takes no longer for a text that is nearly all secret', () => {
    const [token, number] = ['0123456789abcdef0123456789abcdef', '201099887766'];
    for (const unit of ['0123456789abcdef0123456789abcde', '20 10 99 88 77 6', '%', '\\', '&#0', '((((']) {
      const text = unit.repeat(Math.floor((256 * 1_024) / unit.length));
      const began = performance.now();
      maskSecrets(text, [token, number], 402);
      assert.ok(performance.now() - began < 250, unit);
    }
  });
});
