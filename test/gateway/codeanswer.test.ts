import assert from 'node:assert/strict';
import type { CodeForm } from './codeanswer';
import { requestQr, control, gateways, instanceId, manualClock, read } from './testgateway';

describe('the form of a QR code', () => {
  const open = gateways();

  async function answer(form: Partial<CodeForm>) {
    const clock = manualClock();
    const gateway = await open({
      now: clock.now,
      instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' }, form }],
    });
    const { body } = await read(requestQr(gateway));
    const value = gateway.instance(instanceId).liveCode();
    return { body: body as { data: string }, value, end: clock.now() + 60_000, gateway };
  }

  const units = {
    ms: (end: number) => end,
    s: (end: number) => end / 1_000,
    iso: (end: number) => new Date(end).toISOString(),
    string: (end: number) => String(end),
  };
  for (const unit of ['ms', 's', 'iso', 'string'] as const) {
    it(`can contain the expiry as ${unit}`, async () => {
      const { body, value, end } = await answer({ expiry: unit, data: 'object' });
      assert.deepEqual(body.data, { value, expiry: units[unit](end) });
    });
  }

  it('can contain an expiry that lies 20 s ahead in each answer', async () => {
    const clock = manualClock();
    const session = { initial: 'SCAN_QR_CODE' } as const;
    const gateway = await open({
      now: clock.now,
      instances: [{ id: instanceId, session, form: { expiry: 'sliding', data: 'value' } }],
    });
    const value = gateway.instance(instanceId).liveCode();
    for (const wait of [0, 7_000, 30_000]) {
      clock.pass(wait);
      const { body } = await read(requestQr(gateway));
      assert.deepEqual(body, { value, expiry: clock.now() + 20_000 });
    }
  });

  it('can omit the expiry', async () => {
    const { body, value } = await answer({ expiry: 'absent', data: 'object' });
    assert.deepEqual(body.data, { value });
  });

  const alphabets = {
    urlSafe: /^[A-Za-z0-9_-]+$/,
    unpadded: /^[A-Za-z0-9+/]+$/,
    wrapped: /^([A-Za-z0-9+/]{76}\r\n)+[A-Za-z0-9+/]*={0,2}$/,
  };
  for (const base64 of ['urlSafe', 'unpadded', 'wrapped'] as const) {
    it(`can be Base64 that is ${base64}`, async () => {
      const { body, value, end } = await answer({ base64 });
      assert.match(body.data, alphabets[base64]);
      assert.deepEqual(JSON.parse(Buffer.from(body.data, 'base64').toString('utf8')), { value, expiry: end });
    });
  }

  it('can be the bare value in the envelope', async () => {
    const { body, value } = await answer({ data: 'text' });
    assert.equal(body.data, value);
  });

  it('can be another envelope: {value, expiry}, {qr} or {code}', async () => {
    const plain = await answer({ data: 'value' });
    assert.deepEqual(plain.body, { value: plain.value, expiry: plain.end });
    for (const field of ['qr', 'code'] as const) {
      const { body, value } = await answer({ data: field });
      assert.deepEqual(body, { [field]: value });
    }
  });

  it('can be changed in parts from another process', async () => {
    const { gateway } = await answer({ data: 'object' });
    assert.equal(
      (await control(gateway, `/control/instances/${instanceId}/form`, { expiry: 'absent' })).status,
      200,
    );
    const { body } = await read(requestQr(gateway));
    assert.deepEqual(body, {
      mimetype: 'application/json; charset=utf-8',
      data: { value: gateway.instance(instanceId).liveCode() },
    });
    assert.equal(
      (await control(gateway, `/control/instances/${instanceId}/form`, { expiry: 'min' })).status,
      400,
    );
  });
});
