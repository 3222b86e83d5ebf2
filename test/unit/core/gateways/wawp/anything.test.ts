import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PairingRequest } from '../../../../../src/core/gateways/client';
import { json, text } from '../../../fakes/fetch';
import { bodyNames } from '../../../samples/bodynames';
import { arbitraryQrValue, envelope, qrValue } from '../../../samples/qrvalues';
import { read } from './request';

describe('The Wawp client', () => {
  describe('with any answer', () => {
    const anyStatus = fc.constantFrom(200, 201, 299, 300, 400, 401, 404, 422, 429, 500, 503);
    const anyType = fc.constantFrom('application/json', 'text/plain', 'text/html', 'image/png', '');
    const anyRequest = fc.constantFrom<PairingRequest>('qr', 'session', 'start', 'restart');
    const likelyKeys = fc.constantFrom<string>(...bodyNames);
    const likelyJson = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('', ' ', 'STARTING', qrValue, envelope({ value: qrValue }).data),
        fc.jsonValue(),
        tie('object'),
      ),
      object: fc.dictionary(likelyKeys, tie('value'), { maxKeys: 5 }),
    })).object;
    const anyBody = fc.oneof(
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.json(),
      likelyJson.map((value) => JSON.stringify(value)),
      likelyJson.map((value) => JSON.stringify(envelope(value))),
    );

    it('returns an answer, and never a code with an empty value', () =>
      fc.assert(
        fc.asyncProperty(anyRequest, anyStatus, anyType, anyBody, async (request, status, type, body) => {
          const answer = await read(request, text(status, body, type));
          if (answer.kind !== 'code') return;
          assert.equal(request, 'qr');
          assert.notEqual(answer.value.trim(), '');
          assert.ok(answer.ttl === undefined || Math.abs(answer.ttl.max) <= 300_000);
        }),
        { numRuns: 2_000 },
      ));

    it('reads a complete code byte for byte', () =>
      fc.assert(
        fc.asyncProperty(arbitraryQrValue, async (value) => {
          assert.deepEqual(await read('qr', json(200, envelope({ value }))), {
            kind: 'code',
            value,
            known: true,
          });
        }),
      ));
  });
});
