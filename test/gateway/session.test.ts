import assert from 'node:assert/strict';
import type { Gateway } from './gateway';
import type { SessionOptions } from './session';
import { requestQr, post, gateways, instanceId, manualClock, read, sessionStatus } from './testgateway';

describe('a session', () => {
  const open = gateways();

  async function begin(session: Partial<SessionOptions> = {}, scale = 1) {
    const clock = manualClock();
    const gateway = await open({ now: clock.now, scale, instances: [{ id: instanceId, session }] });
    return { gateway, clock, instance: gateway.instance(instanceId) };
  }

  /** The QR code value in the gateway's answer, or the status in its 422. */
  async function codeOrStatus(gateway: Gateway): Promise<string> {
    const { status, body } = await read(requestQr(gateway));
    if (status === 422) return (body as { status: string }).status;
    const { data } = body as { data: string };
    return (JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as { value: string }).value;
  }

  it('goes from STARTING through a code of 60 s and five of 20 s to FAILED', async () => {
    const { gateway, clock } = await begin();
    const codes: string[] = [];
    clock.pass(2_999);
    assert.equal(await codeOrStatus(gateway), 'STARTING');
    clock.pass(1);
    for (const lifetime of [60_000, 20_000, 20_000, 20_000, 20_000, 20_000]) {
      const code = await codeOrStatus(gateway);
      assert.match(code, /2@/);
      clock.pass(lifetime - 1);
      assert.equal(await codeOrStatus(gateway), code);
      codes.push(code);
      clock.pass(1);
    }
    assert.equal(new Set(codes).size, 6);
    assert.equal(await codeOrStatus(gateway), 'FAILED');
    clock.pass(24 * 3_600_000);
    assert.equal(await codeOrStatus(gateway), 'FAILED');
  });

  it('runs faster by the scale', async () => {
    const { gateway, clock } = await begin({}, 0.01);
    clock.pass(29);
    assert.equal(await sessionStatus(gateway), 'STARTING');
    clock.pass(1 + 1_599);
    assert.equal(await sessionStatus(gateway), 'SCAN_QR_CODE');
    clock.pass(1);
    assert.equal(await sessionStatus(gateway), 'FAILED');
  });

  it('stays in STARTING forever if its options say so', async () => {
    const { gateway, clock } = await begin({ starting: Infinity });
    clock.pass(365 * 24 * 3_600_000);
    assert.equal(await sessionStatus(gateway), 'STARTING');
  });

  it('passes through STARTING between the scan and WORKING', async () => {
    const { gateway, clock, instance } = await begin({ initial: 'SCAN_QR_CODE' });
    assert.equal(instance.scan(), 'linked');
    assert.equal(await codeOrStatus(gateway), 'STARTING');
    clock.pass(3_999);
    assert.equal(await codeOrStatus(gateway), 'STARTING');
    clock.pass(1);
    assert.equal(await codeOrStatus(gateway), 'WORKING');
  });

  it('keeps the login from a scan after a restart', async () => {
    const { gateway, clock, instance } = await begin({ initial: 'SCAN_QR_CODE' });
    instance.scan();
    clock.pass(4_000);
    await post(gateway, '/v2/session/restart');
    clock.pass(3_000);
    assert.equal(await codeOrStatus(gateway), 'WORKING');
  });

  it('keeps the login after a stop and a start', async () => {
    const { gateway, clock } = await begin({ initial: 'WORKING' });
    const stopped = await read(post(gateway, '/v2/session/stop'));
    assert.equal((stopped.body as { status: unknown }).status, 'STOPPED');
    clock.pass(3_600_000);
    assert.equal(await codeOrStatus(gateway), 'STOPPED');
    const started = await read(post(gateway, '/v2/session/start'));
    assert.equal((started.body as { status: unknown }).status, 'STARTING');
    clock.pass(3_000);
    assert.equal(await codeOrStatus(gateway), 'WORKING');
  });

  it('starts again with other codes after a restart from FAILED', async () => {
    const { gateway, clock } = await begin({ initial: 'SCAN_QR_CODE' });
    const before = await codeOrStatus(gateway);
    clock.pass(160_000);
    assert.equal(await codeOrStatus(gateway), 'FAILED');
    await post(gateway, '/v2/session/restart');
    assert.equal(await codeOrStatus(gateway), 'STARTING');
    clock.pass(3_000);
    const after = await codeOrStatus(gateway);
    assert.match(after, /2@/);
    assert.notEqual(after, before);
  });

  it('loses the login on logout, and shows codes again', async () => {
    const { gateway, clock } = await begin({ initial: 'WORKING' });
    await post(gateway, '/v2/session/logout');
    assert.equal(await codeOrStatus(gateway), 'STARTING');
    clock.pass(3_000);
    assert.match(await codeOrStatus(gateway), /2@/);
  });

  it('stays stopped if it is logged out while stopped', async () => {
    const { gateway } = await begin({ initial: 'STOPPED' });
    await post(gateway, '/v2/session/logout');
    assert.equal(await codeOrStatus(gateway), 'STOPPED');
  });

  it('doesn’t change if it is started while running', async () => {
    const { gateway } = await begin({ initial: 'SCAN_QR_CODE' });
    const before = await codeOrStatus(gateway);
    await post(gateway, '/v2/session/start');
    assert.equal(await codeOrStatus(gateway), before);
  });

  it('fails when the phone removes the device, and shows codes after a restart', async () => {
    const { gateway, clock, instance } = await begin({ initial: 'WORKING' });
    assert.equal(instance.session.removeDevice(), true);
    assert.equal(await codeOrStatus(gateway), 'FAILED');
    assert.equal(instance.session.removeDevice(), false);
    await post(gateway, '/v2/session/restart');
    clock.pass(3_000);
    assert.match(await codeOrStatus(gateway), /2@/);
  });

  it('stays in a status that a test sets', async () => {
    const { gateway, clock, instance } = await begin();
    for (const status of [
      'PASSKEY_REQUIRED',
      'PASSKEY_CONFIRMATION_REQUIRED',
      'STARTING',
      'FAILED',
    ] as const) {
      instance.setState(status);
      clock.pass(3_600_000);
      assert.equal(await codeOrStatus(gateway), status);
    }
  });

  it('can replace its code early, and the later codes come sooner by the same time', async () => {
    const { gateway, clock, instance } = await begin({ initial: 'SCAN_QR_CODE' });
    const first = await codeOrStatus(gateway);
    clock.pass(10_000);
    instance.session.rotate();
    const second = await codeOrStatus(gateway);
    assert.notEqual(second, first);
    clock.pass(19_999);
    assert.equal(await codeOrStatus(gateway), second);
    clock.pass(80_000);
    assert.match(await codeOrStatus(gateway), /2@/);
    clock.pass(1);
    assert.equal(await codeOrStatus(gateway), 'FAILED');
  });

  it('uses real time by default', async () => {
    const gateway = await open({
      instances: [{ id: instanceId, session: { starting: 0, firstCode: 60_000, laterCode: 0, codes: 1 } }],
      scale: 0.001,
    });
    const { session } = gateway.instance(instanceId);
    const left = session.changesIn ?? assert.fail('There is no code.');
    assert.ok(left > 0 && left <= 60, `The code is valid for ${left} ms.`);
    while (session.status === 'SCAN_QR_CODE') await read(requestQr(gateway));
    assert.equal(await codeOrStatus(gateway), 'FAILED');
  });
});
