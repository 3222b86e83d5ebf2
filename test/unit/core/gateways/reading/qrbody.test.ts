import { parseJson } from '../../../../../src/core/text/json';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readRawCode } from '../../../../../src/core/gateways/reading/qrbody';
import { documentedBody, documentedCode, documentedValue } from '../../../samples/documented';
import { arbitraryQrValue, envelope, qrValue, prefix } from '../../../samples/qrvalues';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

const value = qrValue;
const prefixed = prefix + qrValue;

describe('readRawCode', () => {
  it('reads the source document’s sample to exactly its 102 characters', () => {
    assert.deepEqual(readRawCode(parseJson(documentedBody)), documentedCode);
    assert.equal(documentedValue.length, 102);
  });

  for (const [name, body, expected] of [
    ['the documented envelope', envelope({ value, expiry: 1_800_000_000_000 }), 1_800_000_000_000],
    ['an expiry in seconds', envelope({ value, expiry: 1_800_000_000 }), 1_800_000_000_000],
    ['an expiry as text', envelope({ value, expiry: '1800000000' }), 1_800_000_000_000],
    ['no expiry', envelope({ value }), undefined],
    ['an unreadable expiry', envelope({ value, expiry: { in: 20 } }), undefined],
    ['an envelope without a type', { data: envelope({ value }).data }, undefined],
    ['an envelope of type null', { mimetype: null, data: envelope({ value }).data }, undefined],
    ['URL-safe Base64', { data: Buffer.from(JSON.stringify({ value })).toString('base64url') }, undefined],
    ['Base64 in lines', { data: envelope({ value }).data.replace(/.{20}/g, '$&\n') }, undefined],
    ['an object as data', { data: { value, expiry: 1_800_000_000 } }, 1_800_000_000_000],
    ['JSON as data', { data: JSON.stringify({ value }) }, undefined],
    ['the value as data', { data: value }, undefined],
    ['the value in Base64 as data', { data: base64(value) }, undefined],
    ['a payload without an envelope', { value, expiry: 1_800_000_000 }, 1_800_000_000_000],
    ['the name `qr`', { qr: value }, undefined],
    ['the name `code`', { code: value }, undefined],
    ['the name `qr` in the envelope', envelope({ qr: value }), undefined],
    ['the name `code` in the envelope', envelope({ code: value }), undefined],
    ['a name with null beside a name with the value', envelope({ value: null, qr: value }), undefined],
    ['a success code beside the value', { code: 'ok', value }, undefined],
    ['a JSON text', value, undefined],
    ['a JSON text in Base64', envelope({ value }).data, undefined],
    ['additional fields', { ...envelope({ value, extra: [1] }), more: {} }, undefined],
  ] as const) {
    it(`reads ${name}`, () => {
      assert.deepEqual(readRawCode(body), { value, ...(expected !== undefined && { expiry: expected }) });
    });
  }

  it('reads a value with the wa.me prefix, in Base64 and plain', () => {
    for (const body of [
      envelope({ value: prefixed }),
      { data: prefixed },
      { data: base64(prefixed) },
      prefixed,
    ])
      assert.deepEqual(readRawCode(body), { value: prefixed });
  });

  it('changes nothing in a value, not even white space', () => {
    for (const odd of [' 2@a ', '2@a\n', '2@ä€😀', 'wa:\u0000'])
      assert.deepEqual(readRawCode(envelope({ value: odd })), { value: odd });
  });

  it('reads an empty or missing value as no code yet', () => {
    for (const body of [
      envelope({ value: '' }),
      envelope({ value: null }),
      envelope({}),
      envelope({ code: 'starting' }),
      { data: '' },
      { data: null },
      { data: {} },
      { value: '' },
      { qr: null },
    ])
      assert.deepEqual(readRawCode(body), { value: '' }, JSON.stringify(body));
  });

  for (const [name, body] of [
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', [value]],
    ['an object with none of the names', { ok: true }],
    ['an error', { code: 'invalid_instance', message: 'None.' }],
    ['an image in the envelope', { mimetype: 'image/png', data: envelope({ value }).data }],
    ['an image as a data URL', { qr: 'data:image/png;base64,AAAA' }],
    ['an image’s bytes', { data: Buffer.from([0x89, 0x50, 0x4e, 0x47]).toString('base64') }],
    ['a value that isn’t text', envelope({ value: 7 })],
    ['a list in the envelope', envelope([value])],
    ['data that is a number', { data: 7 }],
    ['data that is a list', { data: [value] }],
    ['cut Base64', { data: envelope({ value }).data.slice(0, -3) }],
    ['Base64 with a wrong character', { data: envelope({ value }).data.replace('e', '!') }],
    ['cut JSON', { data: base64(JSON.stringify({ value }).slice(0, -5)) }],
    ['bytes that aren’t UTF-8', { data: Buffer.from('{"value":"2@\xff"}', 'latin1').toString('base64') }],
    ['words', 'Please wait'],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.equal(readRawCode(body), undefined);
    });
  }

  it('never reads an error code as a value', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_]{1,30}$/), (code) => {
        for (const body of [{ code }, { code, value: null }, { code, qr: null }, { data: { code } }])
          assert.ok(!readRawCode(body)?.value);
      }),
    );
  });

  describe('with any body', () => {
    it('reads every QR code completely, in every envelope', () => {
      fc.assert(
        fc.property(arbitraryQrValue, (any) => {
          for (const body of [envelope({ value: any }), { data: any }, { value: any }, { qr: any }, any])
            assert.deepEqual(readRawCode(body), { value: any });
        }),
      );
    });

    it('never throws on JSON of any shape', () => {
      fc.assert(
        fc.property(fc.jsonValue({ maxDepth: 4 }), (any) => {
          for (const body of [any, { data: any }, envelope(any), { value: any, qr: any, code: any }]) {
            const code = readRawCode(body);
            assert.ok(code === undefined || typeof code.value === 'string');
          }
        }),
        { numRuns: 2_000 },
      );
    });

    it('never throws on any text, in Base64 or not', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
          readRawCode(Buffer.from(bytes).toString('latin1'));
          readRawCode({ data: Buffer.from(bytes).toString('base64') });
          parseJson(Buffer.from(bytes).toString('latin1'));
        }),
        { numRuns: 2_000 },
      );
    });

    it('never reads another value from a payload with damaged Base64', () => {
      const { data } = envelope({ value });
      const mutation = fc.record({
        at: fc.nat(data.length - 1),
        cut: fc.nat(20),
        by: fc.string({ maxLength: 4 }),
      });
      fc.assert(
        fc.property(mutation, ({ at, cut, by }) => {
          const damaged = data.slice(0, at) + by + data.slice(at + cut);
          const code = readRawCode({ data: damaged });
          // If the damage results in valid Base64 of valid JSON, nobody can notice it; then the whole value is read.
          if (code) assert.equal(code.value, valueIn(damaged));
        }),
        { numRuns: 3_000 },
      );
    });
  });

  // A pattern that tries everything would take minutes.
  it('reads 256 KiB of anything', () => {
    for (const unit of ['A', ' ', '=', '2', '[', '"', '{"a":']) {
      const body = unit.repeat((256 * 1_024) / unit.length);
      readRawCode({ data: body });
      readRawCode(body);
      parseJson(body);
    }
  });
});

/** The value in Base64 text as Node decodes it; empty if the payload has none. */
function valueIn(data: string): string {
  const payload = JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as { value?: string };
  return payload.value ?? '';
}
