import assert from 'node:assert/strict';
import { json, text } from '../../../fakes/fetch';
import { epoch } from '../../../fakes/machine';
import { documentedBody, documentedValue } from '../../../samples/documented';
import { envelope, qrValue } from '../../../samples/qrvalues';
import { send, read } from './request';

describe('A QR code from Wawp', () => {
  describe('is read', () => {
    const ready = { kind: 'code', value: qrValue, known: true };

    it('from the source document’s sample', async () => {
      assert.deepEqual(await read('qr', text(200, documentedBody, 'application/json')), {
        kind: 'code',
        value: documentedValue,
        known: false,
      });
    });

    for (const [name, expiry, ttl] of [
      ['in milliseconds', epoch + 20_000, 20_000],
      ['in seconds', epoch / 1_000 + 20, 20_000],
      ['as a numeric text', String(epoch + 20_000), 20_000],
      ['as an ISO date', new Date(epoch + 20_000).toISOString(), 20_000],
      ['in the past', epoch - 1_000, -1_000],
      ['that makes no sense', 'soon', undefined],
      ['of null', null, undefined],
    ] as const) {
      it(`with an expiry ${name}`, async () => {
        const answer = await read('qr', json(200, envelope({ value: qrValue, expiry })));
        assert.deepEqual(answer, { ...ready, ...(ttl !== undefined && { ttl: { min: ttl, max: ttl } }) });
      });
    }

    it('with an expiry that is too far in the future to be one', async () => {
      const answer = await read('qr', json(200, envelope({ value: qrValue, expiry: epoch + 601_000 })));
      assert.deepEqual(answer, { ...ready, impossibleExpiry: true });
    });

    it('with its time left measured on the gateway’s clock, so that it is covered early rather than late', async () => {
      const hourOff = epoch + 3_600_000;
      const answer = await read(
        'qr',
        json(200, envelope({ value: qrValue, expiry: hourOff + 20_000 }), {
          Date: new Date(hourOff).toUTCString(),
        }),
      );
      assert.deepEqual(answer, { ...ready, ttl: { min: 19_000, max: 20_000 } });
    });

    it('from plain text', async () => {
      assert.deepEqual(await read('qr', text(200, qrValue, 'text/plain')), ready);
    });

    it('even in an unknown form, which is marked', async () => {
      assert.deepEqual(await read('qr', json(200, envelope({ value: 'something else' }))), {
        kind: 'code',
        value: 'something else',
        known: false,
      });
    });

    it('as no code yet if the value is empty, blank, missing or null', async () => {
      for (const body of [
        envelope({ value: '' }),
        envelope({ value: ' \n' }),
        envelope({}),
        envelope({ value: null }),
        { data: '' },
        { data: null },
        { value: '' },
        { qr: null },
        {},
        { count: 0 },
        { pairingCode: null, count: 1 },
        { data: {} },
        { code: '' },
        { code: 200, data: { QRCode: '' }, success: true },
        { status: 'QRCODE' },
        { status: 'SCAN_QR_CODE', value: '' },
        { instance: { instanceName: 'one', state: 'connecting' } },
      ])
        assert.deepEqual(await read('qr', json(200, body)), { kind: 'empty' }, JSON.stringify(body));
    });

    it('under every name that gateways use', async () => {
      for (const name of [
        ...['value', 'qr', 'code', 'Code', 'qrcode', 'qrCode', 'QRCode', 'qr_code', 'urlcode', 'rawcode'],
      ])
        for (const body of [{ [name]: qrValue }, { success: true, data: { [name]: qrValue } }])
          assert.deepEqual(await read('qr', json(200, body)), ready, name);
      const picture = 'data:image/png;base64,iVBORw0KGgo=';
      for (const body of [
        { status: 'QRCODE', qrcode: picture, urlcode: qrValue, version: '2.10.4' },
        { pairingCode: null, code: qrValue, base64: picture, count: 1 },
        { message: 'success', data: { Qrcode: picture, Code: qrValue } },
        { status: 'SCAN_QR_CODE', value: qrValue },
        { instance: { state: 'connecting' }, code: qrValue },
      ])
        assert.deepEqual(await read('qr', json(200, body)), ready, JSON.stringify(body));
    });

    for (const [body, status] of [
      [{ status: 'CONNECTED', qrcode: 'data:image/png;base64,iVBORw0KGgo=', urlcode: qrValue }, 'WORKING'],
      [{ status: 'CLOSED', qrcode: 'data:image/png;base64,iVBORw0KGgo=', urlcode: qrValue }, 'unknown'],
      [{ status: 'CLOSED', qrcode: null }, 'unknown'],
      [{ status: null, qrcode: null, version: '2.10.4' }, 'unknown'],
      [{ status: 'INITIALIZING', qrcode: null, version: '2.10.4' }, 'STARTING'],
      [{ instance: { instanceName: 'four', state: 'open' } }, 'WORKING'],
      [{ instance: { instanceName: 'four', state: 'close' }, code: qrValue }, 'unknown'],
      [{ status: 'FAILED', value: qrValue }, 'FAILED'],
      [envelope({ status: 'PASSKEY_REQUIRED', value: qrValue }), 'PASSKEY'],
    ] as const)
      it(`as ${status} from ${JSON.stringify(body).slice(0, 60)}…, whatever value it repeats`, async () => {
        assert.deepEqual(await read('qr', json(200, body)), { kind: 'status', status });
      });

    it('never from an answer that says it failed', async () => {
      for (const sign of [{ success: false }, { error: true }, { error: 'No.' }, { status: 'error' }])
        assert.equal((await read('qr', json(200, { ...sign, value: qrValue }))).kind, 'status');
    });

    it('up to the capacity of a QR code in bytes', async () => {
      const longest = `2@${'x'.repeat(2_951)}`;
      assert.equal((await read('qr', json(200, { value: longest }))).kind, 'code');
      for (const value of [`${longest}x`, '€'.repeat(985)]) {
        const answer = await read('qr', json(200, { value }));
        assert.ok(answer.kind === 'failure');
        assert.equal(answer.failure.kind, 'tooLong');
      }
    });
  });

  describe('is not read from', () => {
    const bodies = {
      HTML: text(200, '<!doctype html><p>Hello', 'text/html'),
      'a picture': text(200, new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'image/png'),
      'a picture in the envelope': json(200, { mimetype: 'image/png', data: 'iVBORw0KGgo=' }),
      'a picture as a data URL': json(200, { qr: 'data:image/png;base64,iVBORw0KGgo=' }),
      'an empty body': text(200, '', 'application/json'),
      'no content': new Response(null, { status: 204 }),
      'JSON of another shape': json(200, { ok: true }),
      'a picture in Base64 under a value’s name': json(200, { value: 'iVBORw0KGgoAAAANSUhEUgAA' }),
      'a picture under another gateway’s name': json(200, {
        code: 200,
        data: { QRCode: 'data:image/png;base64,iVBORw0KGgo=' },
        success: true,
      }),
      'a picture under an unknown name': json(200, {
        data: { picture: 'data:image/png;base64,iVBORw0KGgo=' },
      }),
      'words under another gateway’s name': json(200, { qrcode: 'Please wait' }),
      'a list': json(200, []),
      'cut Base64': json(200, { data: envelope({ value: qrValue }).data.slice(0, -3) }),
      'cut JSON': text(200, '{"mimetype":"application/json","da', 'application/json'),
      'more than 256 KiB': json(200, { value: 'x'.repeat(256 * 1_024) }),
      'a redirect to nowhere': new Response(null, { status: 304 }),
    };
    for (const [name, response] of Object.entries(bodies)) {
      it(name, async () => {
        const answer = await read('qr', response);
        assert.ok(answer.kind === 'failure');
        assert.equal(answer.failure.kind, 'protocol');
        assert.match(answer.failure.detail ?? '', /^[\w./+?-]+, (> )?\d+ (B|KiB)$/);
        assert.equal(answer.failure.message, undefined);
      });
    }
  });

  it('is refused if bytes of its value are damaged', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ value: qrValue }));
    bytes[bytes.length >> 1] = 0xff;
    const { answer } = await send(
      'qr',
      new Response(bytes, { headers: { 'Content-Type': 'application/json' } }),
    );
    assert.ok(answer.kind === 'failure' && answer.failure.kind === 'protocol');
  });
});
