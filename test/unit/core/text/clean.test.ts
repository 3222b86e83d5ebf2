import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanMessage } from '../../../../src/core/text/clean';

const secret = 'TOKEN+sentinel/"7f3a"=';

describe('cleanMessage', () => {
  for (const [text, expected] of [
    ['Quota reached.', 'Quota reached.'],
    ['  two\r\n\tlines ', 'two lines'],
    ['a\u0000b\u001b[31mc\u007f', 'a b [31mc'],
    ['left\u202eright\u2066x\u200b', 'left right x'],
    ['para\u2029graph', 'para graph'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['क\u094d\u200dष', 'क\u094d\u200dष'],
    ['👩‍👩‍👧 Shop', '👩‍👩‍👧 Shop'],
    ['a\u200d\u200c\u200db', 'a\u200db'],
    [' \u200da \u200c b\u200d', 'a b'],
    ['\u200d', undefined],
    ['half \ud83d', 'half'],
    ['<b>bold</b> & [link](command:x)', '<b>bold</b> & [link](command:x)'],
    ['', undefined],
    [' \u200b\n', undefined],
    [undefined, undefined],
    [null, undefined],
    [7, undefined],
    [['x'], undefined],
  ] as const) {
    it(`turns ${JSON.stringify(text)} into ${JSON.stringify(expected)}`, () => {
      assert.equal(cleanMessage(text, []), expected);
    });
  }

  it('cuts at 200 characters and marks the cut', () => {
    assert.equal(cleanMessage('x'.repeat(200), []), 'x'.repeat(200));
    assert.equal(cleanMessage('x'.repeat(201), []), `${'x'.repeat(199)}…`);
  });

  it('counts a surrogate pair as one character and never cuts it in half', () => {
    assert.equal(cleanMessage('😀'.repeat(200), []), '😀'.repeat(200));
    assert.equal(cleanMessage('😀'.repeat(201), []), `${'😀'.repeat(199)}…`);
  });

  it('never cuts inside an emoji of several parts or a letter with its marks', () => {
    assert.equal(cleanMessage('👩‍👩‍👧'.repeat(60), []), `${'👩‍👩‍👧'.repeat(39)}…`);
    assert.equal(cleanMessage('e\u0301'.repeat(101), []), `${'e\u0301'.repeat(99)}…`);
  });

  it('masks every occurrence of a secret, in every spelling', () => {
    assert.equal(cleanMessage(`Bad ${secret} and ${secret}.`, [secret]), 'Bad ••• and •••.');
    const query = new URLSearchParams({ access_token: secret }).toString();
    assert.equal(cleanMessage(`GET /v2?${query}`, [secret]), 'GET /v2?access_token=•••');
    assert.equal(cleanMessage(JSON.stringify({ t: secret }), [secret]), '{"t":"•••"}');
  });

  it('masks a secret before it cuts, so that no part of the secret is left', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.constantFrom('x', ' ', '😀'), (length, unit) => {
        const clean = cleanMessage(unit.repeat(length) + secret, [secret]) ?? '';
        assert.ok(!clean.includes('TOK'));
      }),
    );
  });

  it('ignores an empty secret', () => {
    assert.equal(cleanMessage('fine', ['']), 'fine');
  });

  it('turns any text into one short line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const clean = cleanMessage(text, []);
        if (clean === undefined) return;
        assert.ok(clean !== '' && Array.from(clean).length <= 200);
        assert.doesNotMatch(clean, /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}|^\s|\s$|\s\s/u);
      }),
    );
  });
});
