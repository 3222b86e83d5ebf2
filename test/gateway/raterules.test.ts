import assert from 'node:assert/strict';
import type { Fault } from './fault';
import { startGateway } from './gateway';
import { RateRules } from './raterules';
import { askForCode, call, gateways, instanceId, manualClock, read, token } from './testgateway';

const polled = ['/v2/auth/qr', '/v2/auth/request-code', '/v2/session/info'];
const number = { phone_number: '201099887766' };

describe('the rate rules', () => {
  const open = gateways();

  async function strict(...faults: readonly Fault[]) {
    const clock = manualClock();
    const gateway = await open({
      now: clock.now,
      minInterval: 5_000,
      instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' } }, { id: 'OTHER' }],
    });
    gateway.instance(instanceId).script(...faults);
    return { gateway, clock };
  }

  for (const path of polled) {
    it(`refuse and count a call of ${path} that starts less than 5 s after the one before`, async () => {
      const { gateway, clock } = await strict();
      assert.equal((await call(gateway, path, number)).status, 200);
      clock.pass(4_900);
      const { status, body } = await read(call(gateway, path, number));
      assert.equal(status, 429);
      assert.equal((body as { code: unknown }).code, 'rate_limited');
      const [{ message, ...violation } = assert.fail('Nothing was counted.'), ...others] = gateway.violations;
      assert.deepEqual(violation, { at: clock.now(), instance: instanceId, path, rule: 'interval' });
      assert.match(message, /started 4900 ms after the one before it; at least 5000 ms are due/);
      assert.deepEqual(others, []);
    });

    it(`let a call of ${path} in that starts 5 s after the one before, give or take the network's jitter`, async () => {
      const { gateway, clock } = await strict();
      for (const gap of [0, 5_000, 4_950, 60_000]) {
        clock.pass(gap);
        assert.equal((await call(gateway, path, number)).status, 200);
      }
      assert.deepEqual(gateway.violations, []);
    });
  }

  it('hold for 5 s when a gateway is not told otherwise', async () => {
    const clock = manualClock();
    const gateway = await startGateway({
      now: clock.now,
      tokens: [token],
      instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' } }],
    });
    try {
      for (const [gap, status] of [
        [0, 200],
        [5_000, 200],
        [4_900, 429],
      ] as const) {
        clock.pass(gap);
        assert.equal((await askForCode(gateway)).status, status);
      }
    } finally {
      await gateway.close();
    }
  });

  it('are not scaled', async () => {
    const clock = manualClock();
    const gateway = await open({ now: clock.now, minInterval: 5_000, scale: 0.001 });
    await askForCode(gateway);
    clock.pass(4_900);
    assert.equal((await askForCode(gateway)).status, 429);
  });

  it('measure from a refused call too', async () => {
    const { gateway, clock } = await strict();
    await askForCode(gateway);
    clock.pass(3_000);
    assert.equal((await askForCode(gateway)).status, 429);
    clock.pass(3_000);
    assert.equal((await askForCode(gateway)).status, 429);
    clock.pass(5_000);
    assert.equal((await askForCode(gateway)).status, 200);
    assert.equal(gateway.violations.length, 2);
  });

  it('let session/info follow the code at once, and each instance have its own time', async () => {
    const { gateway } = await strict();
    for (const instance_id of [instanceId, 'OTHER']) {
      for (const path of polled) await (await call(gateway, path, { instance_id })).text();
    }
    assert.deepEqual(gateway.violations, []);
  });

  it('let a person restart, start, stop and log out at any time', async () => {
    const { gateway } = await strict();
    for (const action of ['restart', 'start', 'stop', 'logout', 'restart']) {
      assert.equal((await call(gateway, `/v2/session/${action}`)).status, 200);
    }
    assert.deepEqual(gateway.violations, []);
  });

  it('refuse and count a call that starts before another one for the instance is answered', async () => {
    const { gateway, clock } = await strict({ path: '/v2/auth/qr', delay: 300 });
    const slow = askForCode(gateway);
    while (gateway.requests[0]?.instance === undefined) await new Promise(setImmediate);
    const overlapping = await call(gateway, '/v2/session/info');
    assert.equal(overlapping.status, 429);
    assert.equal((await slow).status, 200);
    assert.deepEqual(gateway.violations, [
      {
        at: clock.now(),
        instance: instanceId,
        path: '/v2/session/info',
        rule: 'overlap',
        message: `/v2/session/info for ${instanceId} started while /v2/auth/qr was not yet answered.`,
      },
    ]);
  });

  it('refuse a request for a phone-number code while another call is not yet answered', async () => {
    const { gateway } = await strict({ path: '/v2/auth/qr', delay: 300 });
    const slow = askForCode(gateway);
    while (gateway.requests[0]?.instance === undefined) await new Promise(setImmediate);
    assert.equal((await call(gateway, '/v2/auth/request-code', number)).status, 429);
    assert.equal((await slow).status, 200);
    assert.equal(gateway.violations[0]?.rule, 'overlap');
  });

  it('let calls for two instances overlap', async () => {
    const { gateway } = await strict({ delay: 100 });
    const answers = await Promise.all([
      askForCode(gateway),
      call(gateway, '/v2/auth/qr', { instance_id: 'OTHER' }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 422],
    );
    assert.deepEqual(gateway.violations, []);
  });

  it('count a call that was given up as over', async () => {
    const { gateway } = await strict({ path: '/v2/auth/qr', delay: 60_000 });
    const giveUp = new AbortController();
    const given = call(gateway, '/v2/auth/qr', {}, giveUp.signal);
    while (gateway.requests[0]?.instance === undefined) await new Promise(setImmediate);
    const rejected = assert.rejects(given, { name: 'AbortError' });
    giveUp.abort();
    assert.equal((await call(gateway, '/v2/session/info')).status, 200);
    await rejected;
    assert.deepEqual(gateway.violations, []);
    assert.equal(gateway.requests[0].outcome, 'aborted');
  });

  it('wait a moment for the end of a call that was given up, which may arrive after the next call', async () => {
    const rules = new RateRules(5_000);
    const givenUp = { instance: instanceId, path: '/v2/auth/qr', startedAt: 0 };
    assert.equal(await rules.enter(givenUp), undefined);
    const next = rules.enter({ instance: instanceId, path: '/v2/session/info', startedAt: 1 });
    rules.leave(givenUp);
    assert.equal(await next, undefined);
  });

  it('have no say over a call that names no instance', async () => {
    const { gateway } = await strict();
    for (let asked = 0; asked < 2; asked += 1) {
      assert.equal((await call(gateway, '/v2/auth/qr', { instance_id: undefined })).status, 400);
    }
    assert.deepEqual(gateway.violations, []);
  });
});
