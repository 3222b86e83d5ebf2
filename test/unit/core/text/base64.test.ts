import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromBase64 } from '../../../../src/core/text/base64';

const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
const variants = {
  standard: (data: Uint8Array) => Buffer.from(data).toString('base64'),
  unpadded: (data: Uint8Array) => Buffer.from(data).toString('base64').replaceAll('=', ''),
  'URL-safe': (data: Uint8Array) => Buffer.from(data).toString('base64url'),
  'broken into lines': (data: Uint8Array) =>
    Buffer.from(data)
      .toString('base64')
      .replace(/.{1,7}/g, '$&\r\n '),
};

describe('fromBase64', () => {
  for (const [name, encode] of Object.entries(variants)) {
    it(`reads Base64 that is ${name}`, () => {
      fc.assert(
        fc.property(bytes, (data) => {
          assert.deepEqual(fromBase64(encode(data)), data);
        }),
      );
    });
  }

  for (const [text, why] of [
    ['', 'empty'],
    [' \n', 'only white space'],
    ['====', 'only padding'],
    ['AAAAA', 'an incomplete group'],
    ['AA=', 'too little padding'],
    ['AAA==', 'too much padding'],
    ['AA==AA==', 'padding inside'],
    ['AA===', 'three padding characters'],
    ['AB==', 'leftover bits'],
    ['AAF=', 'leftover bits'],
    ['AA.A', 'another character'],
    ['ÄAAA', 'a letter of another alphabet'],
    ['{"a":1}', 'JSON'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}: ${why}`, () => {
      assert.equal(fromBase64(text), undefined);
    });
  }

  it('refuses any text or reads it completely', () => {
    const unit = fc.constantFrom('A', 'B', 'a', '0', '1', '+', '/', '-', '_', '=', ' ', '\n', '!');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit }), fc.string({ unit: 'binary' })), (text) => {
        const data = fromBase64(text);
        if (data === undefined) return;
        const plain = text.replaceAll(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/');
        assert.equal(Buffer.from(data).toString('base64').replaceAll('=', ''), plain);
      }),
      { numRuns: 2_000 },
    );
  });
});
