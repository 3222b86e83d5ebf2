import assert from 'node:assert/strict';
import type { Fault } from './fault';
import { startGateway } from './gateway';
import { RateRules } from './raterules';
import { requestQr, post, gateways, instanceId, manualClock, read, token } from './testgateway';

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
    it(`refuse and count a request to ${path} that starts less than 5 s after the previous one`, async () => {
      const { gateway, clock } = await strict();
      assert.equal((await post(gateway, path, number)).status, 200);
      clock.pass(4_900);
      const { status, body } = await read(post(gateway, path, number));
      assert.equal(status, 429);
      assert.equal((body as { code: unknown }).code, 'rate_limited');
      const [{ message, ...violation } = assert.fail('Nothing was counted.'), ...others] = gateway.violations;
      assert.deepEqual(violation, { at: clock.now(), instance: instanceId, path, rule: 'interval' });
      assert.match(message, /started 4900 ms after the previous one. The minimum is 5000 ms/);
      assert.deepEqual(others, []);
    });

    it(`accept a request to ${path} that starts 5 s after the previous one, with some tolerance for network jitter`, async () => {
      const { gateway, clock } = await strict();
      for (const gap of [0, 5_000, 4_950, 60_000]) {
        clock.pass(gap);
        assert.equal((await post(gateway, path, number)).status, 200);
      }
      assert.deepEqual(gateway.violations, []);
    });
  }

  it('use a minimum of 5 s by default', async () => {
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
        assert.equal((await requestQr(gateway)).status, status);
      }
    } finally {
      await gateway.close();
    }
  });

  it('are not scaled', async () => {
    const clock = manualClock();
    const gateway = await open({ now: clock.now, minInterval: 5_000, scale: 0.001 });
    await requestQr(gateway);
    clock.pass(4_900);
    assert.equal((await requestQr(gateway)).status, 429);
  });

  it('measure from a refused request too', async () => {
    const { gateway, clock } = await strict();
    await requestQr(gateway);
    clock.pass(3_000);
    assert.equal((await requestQr(gateway)).status, 429);
    clock.pass(3_000);
    assert.equal((await requestQr(gateway)).status, 429);
    clock.pass(5_000);
    assert.equal((await requestQr(gateway)).status, 200);
    assert.equal(gateway.violations.length, 2);
  });

  it('allow session/info right after the code, and apply to each instance separately', async () => {
    const { gateway } = await strict();
    for (const instance_id of [instanceId, 'OTHER']) {
      for (const path of polled) await (await post(gateway, path, { instance_id })).text();
    }
    assert.deepEqual(gateway.violations, []);
  });

  it('allow restart, start, stop and logout at any time', async () => {
    const { gateway } = await strict();
    for (const action of ['restart', 'start', 'stop', 'logout', 'restart']) {
      assert.equal((await post(gateway, `/v2/session/${action}`)).status, 200);
    }
    assert.deepEqual(gateway.violations, []);
  });

  it('refuse and count a request that starts before another one for the instance is answered', async () => {
    const { gateway, clock } = await strict({ path: '/v2/auth/qr', delay: 300 });
    const slow = requestQr(gateway);
    while (gateway.requests[0]?.instance === undefined) await new Promise(setImmediate);
    const overlapping = await post(gateway, '/v2/session/info');
    assert.equal(overlapping.status, 429);
    assert.equal((await slow).status, 200);
    assert.deepEqual(gateway.violations, [
      {
        at: clock.now(),
        instance: instanceId,
        path: '/v2/session/info',
        rule: 'overlap',
        message: `/v2/session/info for ${instanceId} started before /v2/auth/qr was answered.`,
      },
    ]);
  });

  it('refuse a request for a pairing code while another request is open', async () => {
    const { gateway } = await strict({ path: '/v2/auth/qr', delay: 300 });
    const slow = requestQr(gateway);
    while (gateway.requests[0]?.instance === undefined) await new Promise(setImmediate);
    assert.equal((await post(gateway, '/v2/auth/request-code', number)).status, 429);
    assert.equal((await slow).status, 200);
    assert.equal(gateway.violations[0]?.rule, 'overlap');
  });

  it('allow requests for two instances to overlap', async () => {
    const { gateway } = await strict({ delay: 100 });
    const answers = await Promise.all([
      requestQr(gateway),
      post(gateway, '/v2/auth/qr', { instance_id: 'OTHER' }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 422],
    );
    assert.deepEqual(gateway.violations, []);
  });

  it('treat an aborted request as ended', async () => {
    const { gateway } = await strict({ path: '/v2/auth/qr', delay: 60_000 });
    const abort = new AbortController();
    const aborted = post(gateway, '/v2/auth/qr', {}, abort.signal);
    while (gateway.requests[0]?.instance === undefined) await new Promise(setImmediate);
    const rejected = assert.rejects(aborted, { name: 'AbortError' });
    abort.abort();
    assert.equal((await post(gateway, '/v2/session/info')).status, 200);
    await rejected;
    assert.deepEqual(gateway.violations, []);
    assert.equal(gateway.requests[0].outcome, 'aborted');
  });

  it('wait a moment for the end of an aborted request, which may arrive after the start of the next one', async () => {
    const rules = new RateRules(5_000);
    const aborted = { instance: instanceId, path: '/v2/auth/qr', startedAt: 0 };
    assert.equal(await rules.enter(aborted), undefined);
    const next = rules.enter({ instance: instanceId, path: '/v2/session/info', startedAt: 1 });
    rules.leave(aborted);
    assert.equal(await next, undefined);
  });

  it('ignore a request that names no instance', async () => {
    const { gateway } = await strict();
    for (let round = 0; round < 2; round += 1) {
      assert.equal((await post(gateway, '/v2/auth/qr', { instance_id: undefined })).status, 400);
    }
    assert.deepEqual(gateway.violations, []);
  });
});
