import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isKnownQrValue } from '../../../../src/core/code/qrvalue';
import { documentedValue } from '../../samples/documented';
import { arbitraryQrValue, key, qrValue, prefix } from '../../samples/qrvalues';

describe('isKnownQrValue', () => {
  it('accepts four and five parts, with and without the prefix', () => {
    for (const code of [qrValue, `${qrValue},1`, prefix + qrValue, `${prefix}${qrValue},1`])
      assert.ok(isKnownQrValue(code), code);
    fc.assert(fc.property(arbitraryQrValue, isKnownQrValue));
  });

  for (const [name, code] of [
    ['nothing', ''],
    ['the source document’s sample, which is only the first part', documentedValue],
    ['three parts', ['2@ref', key(1), key(2)].join(',')],
    ['six parts', `${qrValue},1,2`],
    ['an empty platform', `${qrValue},`],
    ['an empty reference', ['2@', key(1), key(2), key(3)].join(',')],
    ['a reference of another version', qrValue.replace('2@', '1@')],
    ['a key of 31 bytes', ['2@ref', key(1), key(2), Buffer.alloc(31).toString('base64')].join(',')],
    ['a key that isn’t Base64', ['2@ref', key(1), 'key', key(3)].join(',')],
    ['a space before', ` ${qrValue}`],
    ['a line break after', `${qrValue}\n`],
    ['a line break inside', qrValue.replace(',', ',\n')],
    ['another prefix', `https://wa.me/settings#${qrValue}`],
    ['the prefix twice', prefix + prefix + qrValue],
    ['a web address', 'https://wa.me/201012345678'],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.ok(!isKnownQrValue(code));
    });
  }

  it('refuses any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(isKnownQrValue(text), false);
      }),
    );
  });
});
