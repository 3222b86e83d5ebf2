import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isKnownLinkingCode } from '../../../../src/core/code/qrvalue';
import { documentedValue } from '../../samples/documented';
import { arbitraryLinkingCode, key, linkingCode, prefix } from '../../samples/linkingcodes';

describe('isKnownLinkingCode', () => {
  it('knows four and five parts, with and without the prefix', () => {
    for (const code of [linkingCode, `${linkingCode},1`, prefix + linkingCode, `${prefix}${linkingCode},1`])
      assert.ok(isKnownLinkingCode(code), code);
    fc.assert(fc.property(arbitraryLinkingCode, isKnownLinkingCode));
  });

  for (const [name, code] of [
    ['nothing', ''],
    ['the source document’s sample, which is only the first part', documentedValue],
    ['three parts', ['2@ref', key(1), key(2)].join(',')],
    ['six parts', `${linkingCode},1,2`],
    ['an empty platform', `${linkingCode},`],
    ['an empty reference', ['2@', key(1), key(2), key(3)].join(',')],
    ['a reference of another version', linkingCode.replace('2@', '1@')],
    ['a key of 31 bytes', ['2@ref', key(1), key(2), Buffer.alloc(31).toString('base64')].join(',')],
    ['a key that is no Base64', ['2@ref', key(1), 'key', key(3)].join(',')],
    ['a space before', ` ${linkingCode}`],
    ['a line break after', `${linkingCode}\n`],
    ['a line break inside', linkingCode.replace(',', ',\n')],
    ['another prefix', `https://wa.me/settings#${linkingCode}`],
    ['the prefix twice', prefix + prefix + linkingCode],
    ['a web address', 'https://wa.me/201012345678'],
  ] as const) {
    it(`does not know ${name}`, () => {
      assert.ok(!isKnownLinkingCode(code));
    });
  }

  it('decides on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(isKnownLinkingCode(text), false);
      }),
    );
  });
});
