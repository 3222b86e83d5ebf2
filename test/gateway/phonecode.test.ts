import assert from 'node:assert/strict';
import { call, control, gateways, instanceId, manualClock, read, sessionStatus, token } from './testgateway';
import type { Gateway } from './gateway';

const path = '/v2/auth/request-code';
const number = '201012345678';

describe('a phone-number code', () => {
  const open = gateways();

  async function begin(initial: 'SCAN_QR_CODE' | 'STARTING' | 'FAILED' | 'WORKING' = 'SCAN_QR_CODE') {
    const clock = manualClock();
    // One that stays where it is until somebody acts.
    const session = { initial, starting: Infinity, codes: 100 };
    const gateway = await open({ now: clock.now, instances: [{ id: instanceId, session }] });
    return { gateway, clock, instance: gateway.instance(instanceId) };
  }

  async function ask(gateway: Gateway, phone_number: unknown = number): Promise<string> {
    const { status, body } = await read(call(gateway, path, { phone_number }));
    assert.equal(status, 200);
    return (body as { code: string }).code;
  }

  const enter = (gateway: Gateway, code: unknown) => read(control(gateway, '/phone/enter', { code }));

  it('has eight signs that nobody takes for another, in two halves', async () => {
    const { gateway } = await begin();
    for (let round = 0; round < 20; round++)
      assert.match(await ask(gateway), /^[1-9A-HJ-NP-Z]{4}-[1-9A-HJ-NP-Z]{4}$/);
  });

  it('links the phone of that number, whose owner may leave out hyphen and capitals', async () => {
    for (const typed of [(code: string) => code, (code: string) => code.replace('-', '').toLowerCase()]) {
      const { gateway, clock } = await begin();
      const code = await ask(gateway);
      assert.deepEqual(await enter(gateway, typed(code)), {
        status: 200,
        body: { status: 'linked', instance: instanceId },
      });
      assert.equal(await sessionStatus(gateway), 'STARTING');
      clock.pass(4_000);
      const { body } = await read(call(gateway, '/v2/session/info'));
      assert.deepEqual((body as { me: unknown }).me, { id: `${number}@c.us`, pushName: 'John Doe' });
    }
  });

  it('is given only to a session that shows codes; another’s status is told', async () => {
    for (const initial of ['STARTING', 'FAILED', 'WORKING'] as const) {
      const { gateway } = await begin(initial);
      const { status, body } = await read(call(gateway, path, { phone_number: number }));
      assert.equal(status, 422);
      assert.equal((body as { status: unknown }).status, initial);
    }
  });

  for (const [wrong, code] of [
    [undefined, 'missing_param'],
    ['+201012345678', 'invalid_param'],
    ['00201012345678', 'invalid_param'],
    ['20 101 234 5678', 'invalid_param'],
    ['12345', 'invalid_param'],
    ['1234567890123456', 'invalid_param'],
    [201012345678, 'missing_param'],
  ] as const) {
    it(`is refused for the number ${JSON.stringify(wrong)}`, async () => {
      const { gateway } = await begin();
      const { status, body } = await read(call(gateway, path, { phone_number: wrong }));
      assert.deepEqual([status, (body as { code: unknown }).code], [400, code]);
    });
  }

  it('is asked for with the credentials of every call, in body or query', async () => {
    const { gateway } = await begin();
    assert.equal((await call(gateway, path, { phone_number: number, access_token: 'wrong' })).status, 401);
    const query = new URLSearchParams({ instance_id: instanceId, access_token: token });
    const answer = await fetch(`${gateway.url}${path}?${query.toString()}`, {
      method: 'POST',
      body: JSON.stringify({ phone_number: number }),
    });
    assert.equal(answer.status, 200);
  });

  it('dies after three minutes, with the next one, and with the session’s codes', async () => {
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
      ({ instance }) => instance.scan(),
    ];
    for (const end of ends) {
      const its = await begin();
      const code = await ask(its.gateway);
      await end(its);
      assert.deepEqual(await enter(its.gateway, code), { status: 410, body: { status: 'expired' } });
    }
  });

  it('outlives the QR codes beside it', async () => {
    const { gateway, clock, instance } = await begin();
    const code = await ask(gateway);
    const before = instance.liveCode();
    clock.pass(179_999);
    assert.notEqual(instance.liveCode(), before);
    assert.equal((await enter(gateway, code)).status, 200);
  });

  it('is unknown to the phone if nobody asked for it', async () => {
    const { gateway } = await begin();
    assert.equal((await enter(gateway, 'ABCD-1234')).status, 404);
    assert.equal((await enter(gateway, '')).status, 400);
  });

  it('is in no log and no state, and neither is the number', async () => {
    const { gateway } = await begin();
    const code = await ask(gateway);
    const state = await (await fetch(`${gateway.url}/control/state`)).text();
    for (const text of [state, JSON.stringify(gateway.requests)])
      for (const secret of [code, code.replace('-', ''), number]) assert.ok(!text.includes(secret));
  });

  it('must not be asked for more often than the gateway allows', async () => {
    const gateway = await open({
      minInterval: 5_000,
      instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' } }],
    });
    await ask(gateway);
    assert.equal((await call(gateway, path, { phone_number: number })).status, 429);
    assert.equal(gateway.violations.length, 1);
  });
});
