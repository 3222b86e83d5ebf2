import assert from 'node:assert/strict';
import { post, control, gateways, instanceId, manualClock, read, sessionStatus, token } from './testgateway';
import type { Gateway } from './gateway';
import type { InstanceOptions } from './instance';

const path = '/v2/auth/request-code';
const number = '201099887766';

describe('a pairing code', () => {
  const open = gateways();

  async function begin(
    initial: 'SCAN_QR_CODE' | 'STARTING' | 'FAILED' | 'WORKING' = 'SCAN_QR_CODE',
    options: Partial<InstanceOptions> = {},
    scale = 1,
  ) {
    const clock = manualClock();
    // This session keeps its status until an action changes it.
    const session = { initial, starting: Infinity, codes: 100 };
    const gateway = await open({
      now: clock.now,
      instances: [
        { id: instanceId, session, ...options },
        { id: 'OTHER', session },
      ],
      scale,
    });
    return { gateway, clock, instance: gateway.instance(instanceId) };
  }

  async function ask(gateway: Gateway, phone_number: unknown = number): Promise<string> {
    const { status, body } = await read(post(gateway, path, { phone_number }));
    assert.equal(status, 200);
    return (body as { code: string }).code;
  }

  const enter = (gateway: Gateway, code: unknown) => read(control(gateway, '/phone/enter', { code }));

  it('has eight unambiguous characters, in two halves', async () => {
    const { gateway } = await begin();
    for (let round = 0; round < 20; round++)
      assert.match(await ask(gateway), /^[1-9A-HJ-NP-TV-Z]{4}-[1-9A-HJ-NP-TV-Z]{4}$/);
  });

  it('links the phone with that number, even if it is typed without hyphen or capitals', async () => {
    for (const typed of [
      (code: string) => code,
      (code: string) => ` ${code.replace('-', ' ').toLowerCase()}`,
    ]) {
      const { gateway, clock } = await begin();
      const code = await ask(gateway);
      assert.deepEqual(await enter(gateway, typed(code)), {
        status: 200,
        body: { status: 'linked', instance: instanceId },
      });
      assert.equal(await sessionStatus(gateway), 'STARTING');
      clock.pass(4_000);
      const { body } = await read(post(gateway, '/v2/session/info'));
      assert.deepEqual((body as { me: unknown }).me, { id: `${number}@c.us`, pushName: 'John Doe' });
    }
  });

  it('is issued only while the session shows codes; otherwise the answer names the status', async () => {
    for (const initial of ['STARTING', 'FAILED', 'WORKING'] as const) {
      const { gateway } = await begin(initial);
      const { status, body } = await read(post(gateway, path, { phone_number: number }));
      assert.equal(status, 422);
      assert.equal((body as { status: unknown }).status, initial);
    }
  });

  for (const [wrong, code] of [
    [undefined, 'missing_param'],
    ['+201012345678', 'invalid_param'],
    ['00201012345678', 'invalid_param'],
    ['20 101 234 5678', 'invalid_param'],
    ['', 'missing_param'],
    ['123456', 'invalid_param'],
    ['1234567890123456', 'invalid_param'],
    [201012345678, 'missing_param'],
  ] as const) {
    it(`is refused for the number ${JSON.stringify(wrong)}`, async () => {
      const { gateway } = await begin();
      const { status, body } = await read(post(gateway, path, { phone_number: wrong }));
      assert.deepEqual([status, (body as { code: unknown }).code], [400, code]);
    });
  }

  for (const right of ['1234567', '123456789012345']) {
    it(`is issued for a number of ${right.length} digits`, async () => {
      const { gateway } = await begin();
      assert.match(await ask(gateway, right), /-/);
    });
  }

  it('is refused because of its number before the session’s status matters', async () => {
    const { gateway } = await begin('FAILED');
    assert.equal((await post(gateway, path, { phone_number: '+1' })).status, 400);
  });

  it('needs the same credentials as every request, in body or query', async () => {
    const { gateway } = await begin();
    assert.equal((await post(gateway, path, { phone_number: number, access_token: 'wrong' })).status, 401);
    assert.equal((await post(gateway, path, { phone_number: number, instance_id: 'NOBODY' })).status, 404);
    const query = new URLSearchParams({ instance_id: instanceId, access_token: token });
    const url = `${gateway.url}${path}?${query.toString()}`;
    const body = JSON.stringify({ phone_number: number });
    assert.equal((await fetch(url, { method: 'POST', body })).status, 200);
    assert.equal((await fetch(`${url}&phone_number=${number}`)).status, 200);
    assert.equal((await fetch(url, { method: 'PUT', body })).status, 405);
    const both = await read(post(gateway, `${path}?${query.toString()}`, { phone_number: number }));
    assert.deepEqual([both.status, (both.body as { code: unknown }).code], [400, 'invalid_param']);
  });

  it('expires after three minutes, with the next code, and with the session’s codes', async () => {
    const ends: ((its: Awaited<ReturnType<typeof begin>>) => unknown)[] = [
      ({ clock }) => {
        clock.pass(180_000);
      },
      ({ gateway }) => ask(gateway, '4915112345678'),
      ({ instance }) => {
        instance.setState('FAILED');
      },
      ({ instance }) => {
        instance.setState('STOPPED');
        instance.setState('SCAN_QR_CODE');
      },
      ({ gateway }) => post(gateway, '/v2/session/restart'),
      ({ instance }) => instance.scan(),
      ({ instance }) => instance.enterCode(instance.livePairingCode() ?? ''),
    ];
    for (const end of ends) {
      const its = await begin();
      const code = await ask(its.gateway);
      await end(its);
      assert.deepEqual(await enter(its.gateway, code), { status: 410, body: { status: 'expired' } });
    }
  });

  it('expires when its session fails', async () => {
    const { gateway, clock } = await begin('SCAN_QR_CODE', { session: { initial: 'SCAN_QR_CODE' } });
    const code = await ask(gateway);
    clock.pass(160_000);
    assert.equal(await sessionStatus(gateway), 'FAILED');
    assert.equal((await enter(gateway, code)).status, 410);
  });

  it('is valid for the time in the instance’s options, multiplied by the scale', async () => {
    for (const [options, scale, lifetime] of [
      [{ pairingCodeLifetime: 10_000 }, 1, 10_000],
      [{}, 0.1, 18_000],
    ] as const) {
      const { gateway, clock, instance } = await begin('SCAN_QR_CODE', options, scale);
      const code = await ask(gateway);
      clock.pass(lifetime - 1);
      assert.equal(instance.livePairingCode(), code.replace('-', ''));
      clock.pass(1);
      assert.equal(instance.livePairingCode(), undefined);
      assert.equal(instance.enterCode(code), 'expired');
    }
  });

  it('links its own instance only', async () => {
    const { gateway } = await begin();
    await enter(gateway, await ask(gateway));
    assert.equal(gateway.instance('OTHER').state, 'SCAN_QR_CODE');
  });

  it('is unknown to a phone with another number', async () => {
    const { gateway, instance } = await begin();
    const code = await ask(gateway);
    const typed = (phone: string) => read(control(gateway, '/phone/enter', { code, number: phone }));
    assert.deepEqual(await typed('4915112345678'), { status: 404, body: { status: 'unknown' } });
    assert.equal(instance.state, 'SCAN_QR_CODE');
    assert.equal((await typed(number)).status, 200);
  });

  it('no longer affects the account after its phone is unlinked', async () => {
    const { gateway, clock, instance } = await begin('SCAN_QR_CODE');
    instance.enterCode(await ask(gateway));
    clock.pass(4_000);
    await post(gateway, '/v2/session/restart');
    instance.setState('WORKING');
    assert.equal(instance.session.account?.id, `${number}@c.us`);
    await post(gateway, '/v2/session/logout');
    instance.setState('WORKING');
    assert.equal(instance.session.account.id, '201012345678@c.us');
  });

  for (const [form, written] of [
    ['hyphen', /^[1-9A-Z]{4}-[1-9A-Z]{4}$/],
    ['plain', /^[1-9A-Z]{8}$/],
    ['space', /^[1-9A-Z]{4} [1-9A-Z]{4}$/],
    ['lower', /^[1-9a-z]{4}-[1-9a-z]{4}$/],
  ] as const) {
    it(`can be written in the form "${form}", and is the same code`, async () => {
      const { gateway } = await begin();
      const change = await control(gateway, `/control/instances/${instanceId}/form`, { pairingCode: form });
      assert.equal(change.status, 200);
      // Changing another part doesn't change this one.
      await control(gateway, `/control/instances/${instanceId}/form`, { expiry: 'absent' });
      const code = await ask(gateway);
      assert.match(code, written);
      assert.equal((await enter(gateway, code)).status, 200);
    });
  }

  it('is subject to faults and latency like every request', async () => {
    const { gateway, instance } = await begin('SCAN_QR_CODE', { latency: 20 });
    instance.script({ path, status: 503 }, { path, drop: 'beforeAnswer' });
    assert.equal((await post(gateway, path, { phone_number: number })).status, 503);
    assert.equal(instance.livePairingCode(), undefined);
    await assert.rejects(post(gateway, path, { phone_number: number }), TypeError);
    const start = performance.now();
    await ask(gateway);
    assert.ok(performance.now() - start >= 19);
  });

  it('stays valid while QR codes change', async () => {
    const { gateway, clock, instance } = await begin();
    const code = await ask(gateway);
    const before = instance.liveCode();
    clock.pass(179_999);
    assert.notEqual(instance.liveCode(), before);
    assert.equal((await enter(gateway, code)).status, 200);
  });

  it('is unknown to the phone if nobody requested it', async () => {
    const { gateway } = await begin();
    assert.equal((await enter(gateway, 'ABCD-1234')).status, 404);
    for (const code of ['', 7, undefined]) assert.equal((await enter(gateway, code)).status, 400);
  });

  it('appears in no log and no state, and neither does the number', async () => {
    const { gateway } = await begin();
    const code = await ask(gateway);
    const state = await (await fetch(`${gateway.url}/control/state`)).text();
    for (const text of [state, JSON.stringify(gateway.requests)])
      for (const secret of [code, code.replace('-', ''), number]) assert.ok(!text.includes(secret));
  });
});
