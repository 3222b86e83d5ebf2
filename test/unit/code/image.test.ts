import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { imageOf } from '../../../src/code/image';
import { encode } from '../../../src/core/code/encode';
import { readCode } from '../../outside/readers';
import { qrValue, prefix } from '../samples/qrvalues';

const expiresAt = Date.UTC(2026, 10, 25, 8, 30, 5, 700);
const hasExpiry = { instanceId: 'INSTANCE1234', expiresAt, now: expiresAt - 20_000 };

describe('a saved code', () => {
  for (const [name, value] of Object.entries({ bare: qrValue, prefixed: prefix + qrValue })) {
    for (const edge of [300, 512, 1024]) {
      it(`is read by both readers from a PNG ${edge} pixels wide: ${name}`, async () => {
        const { bytes } = imageOf(encode(value), { kind: 'png', edge }, hasExpiry);
        assert.equal(PNG.sync.read(Buffer.from(bytes)).width, edge);
        assert.deepEqual(await readCode(Buffer.from(bytes)), { zxing: value, jsqr: value });
      });
    }
  }

  it('says when it expires, in its name and in its caption', () => {
    const { fileName, bytes } = imageOf(encode('value'), { kind: 'svg' }, hasExpiry);
    assert.equal(fileName, 'whatsapp-code-INSTANCE1234-expires-20261125T083005Z.svg');
    assert.match(new TextDecoder().decode(bytes), />EXPIRES 2026-11-25 08:30:05 UTC</);
  });

  it('says when it was seen if its expiry is unknown', () => {
    const { fileName, bytes } = imageOf(
      encode('value'),
      { kind: 'svg' },
      { ...hasExpiry, expiresAt: undefined },
    );
    assert.equal(fileName, 'whatsapp-code-INSTANCE1234-seen-20261125T082945Z.svg');
    assert.match(new TextDecoder().decode(bytes), />SEEN 2026-11-25 08:29:45 UTC, EXPIRY UNKNOWN</);
  });

  it('leaves out characters that file names can’t have', () => {
    const { fileName } = imageOf(encode('value'), { kind: 'svg' }, { ...hasExpiry, instanceId: '../a:b' });
    assert.equal(fileName, 'whatsapp-code----a-b-expires-20261125T083005Z.svg');
  });

  it('has a caption in a PNG, dark on light, below the code', () => {
    const { bytes } = imageOf(encode('value'), { kind: 'png', edge: 512 }, hasExpiry);
    const { data, width, height } = PNG.sync.read(Buffer.from(bytes));
    assert.ok(height > width);
    const below = data.subarray(4 * width * width);
    assert.ok(below.includes(0), 'no caption');
  });
});
