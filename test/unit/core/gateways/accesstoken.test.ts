import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenProblem } from '../../../../src/core/gateways/accesstoken';

describe('tokenProblem', () => {
  for (const [text, problem] of [
    ['abcd1234', undefined],
    ['a'.repeat(4_096), undefined],
    ['!"#$%&/()=?~{}[]', undefined],
    ['', 'empty'],
    ['short', 'tooShort'],
    ['a'.repeat(4_097), 'tooLong'],
    ['two words', 'space'],
    ['line\nbreak', 'space'],
    ['nbsp\u00a0inside', 'space'],
    ['zero\u200bwidth', 'characters'],
    ['ümlaut-token', 'characters'],
    ['bell\u0007bell', 'characters'],
  ] as const) {
    it(`finds ${problem ?? 'nothing'} wrong with ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.equal(tokenProblem(text), problem);
    });
  }

  it('accepts nothing that doesn’t fit in a header', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ minLength: 8 }), fc.string({ unit: 'binary', minLength: 8 })),
        (text) => {
          if (tokenProblem(text) !== undefined) return;
          assert.equal(new Headers({ 'X-Token': text }).get('X-Token'), text);
        },
      ),
    );
  });
});
