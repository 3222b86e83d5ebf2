import assert from 'node:assert/strict';
import type { Fault } from './fault';
import type { Gateway } from './gateway';
import { startGateway } from './gateway';
import { contractIntervals, RateRules } from './raterules';
import { requestQr, post, gateways, instanceId, manualClock, read, token } from './testgateway';

const polled = [
  ['/v2/auth/qr', 5_000],
  ['/v2/auth/request-code', 5_000],
  ['/v2/session/info', 3_000],
] as const;
const paths = polled.map(([path]) => path);
const commands = ['start', 'stop', 'restart', 'logout'].map((command) => `/v2/session/${command}`);
const number = { phone_number: '201099887766' };

describe('the rate rules', () => {
  const open = gateways();

  async function strict(...faults: readonly Fault[]) {
    const clock = manualClock();
    const gateway = await open({
      now: clock.now,
      intervals: contractIntervals,
      instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' } }, { id: 'OTHER' }],
    });
    gateway.instance(instanceId).script(...faults);
    return { gateway, clock };
  }

  for (const [path, minimum] of polled) {
    it(`refuse and count a request to ${path} that starts less than ${minimum} ms after the previous one`, async () => {
      const { gateway, clock } = await strict();
      assert.equal((await post(gateway, path, number)).status, 200);
      const gap = minimum - 100;
      clock.pass(gap);
      const { status, body } = await read(post(gateway, path, number));
      assert.equal(status, 429);
      assert.equal((body as { code: unknown }).code, 'rate_limited');
      const [{ message, ...violation } = assert.fail('Nothing was counted.'), ...others] = gateway.violations;
      assert.deepEqual(violation, { at: clock.now(), instance: instanceId, path, rule: 'interval' });
      assert.match(
        message,
        new RegExp(`started ${gap} ms after the previous one. The minimum is ${minimum} ms`),
      );
      assert.deepEqual(others, []);
    });

    it(`accept a request to ${path} that starts ${minimum} ms after the previous one, with some tolerance for network jitter`, async () => {
      const { gateway, clock } = await strict();
      for (const gap of [0, minimum, minimum - 50, 60_000]) {
        clock.pass(gap);
        assert.equal((await post(gateway, path, number)).status, 200);
      }
      assert.deepEqual(gateway.violations, []);
    });
  }

  it('apply by default', async () => {
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
    const gateway = await open({ now: clock.now, intervals: contractIntervals, scale: 0.001 });
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
      for (const path of paths) await (await post(gateway, path, { instance_id })).text();
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

  /** Sends a request whose answer takes long, and waits until it has arrived; a list, so that nobody waits for the answer. */
  async function slow(gateway: Gateway, path: string): Promise<Promise<Response>[]> {
    gateway.instance(instanceId).script({ path, delay: 150 });
    const answer = post(gateway, path, number);
    while (gateway.requests[0]?.instance === undefined) await new Promise(setImmediate);
    return [answer];
  }

  for (const [first, second] of [
    ['/v2/auth/qr', '/v2/auth/qr'],
    ['/v2/session/info', '/v2/session/info'],
    ['/v2/auth/request-code', '/v2/auth/request-code'],
    ...commands.map((path) => [path, '/v2/session/restart'] as const),
    ['/v2/session/restart', '/v2/session/logout'],
  ] as const) {
    it(`refuse and count ${second} while ${first} is open`, async () => {
      const { gateway, clock } = await strict();
      const [answer] = await slow(gateway, first);
      clock.pass(5_000);
      assert.equal((await post(gateway, second, number)).status, 429);
      assert.equal((await answer)?.status, 200);
      assert.deepEqual(gateway.violations, [
        {
          at: clock.now(),
          instance: instanceId,
          path: second,
          rule: 'overlap',
          message: `${second} for ${instanceId} started before ${first} was answered.`,
        },
      ]);
    });
  }

  it('refuse to delete while another command is open', async () => {
    const { gateway } = await strict();
    const [answer] = await slow(gateway, '/v2/session/stop');
    const body = JSON.stringify({ instance_id: instanceId, access_token: token });
    const deleted = await fetch(`${gateway.url}/v2/session/delete`, { method: 'DELETE', body });
    assert.equal(deleted.status, 429);
    await answer;
    assert.ok(gateway.instances.has(instanceId));
  });

  for (const [first, second] of [
    ['/v2/auth/qr', '/v2/session/info'],
    ['/v2/session/info', '/v2/auth/qr'],
    ['/v2/auth/qr', '/v2/auth/request-code'],
    ['/v2/session/restart', '/v2/session/info'],
  ] as const) {
    it(`allow ${second} while ${first} is open`, async () => {
      const { gateway } = await strict();
      const [answer] = await slow(gateway, first);
      assert.notEqual((await post(gateway, second, number)).status, 429);
      assert.equal((await answer)?.status, 200);
      assert.deepEqual(gateway.violations, []);
    });
  }

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
    const { gateway, clock } = await strict({ path: '/v2/auth/qr', delay: 60_000 });
    const abort = new AbortController();
    const aborted = post(gateway, '/v2/auth/qr', {}, abort.signal);
    while (gateway.requests[0]?.instance === undefined) await new Promise(setImmediate);
    const rejected = assert.rejects(aborted, { name: 'AbortError' });
    abort.abort();
    clock.pass(5_000);
    assert.equal((await requestQr(gateway)).status, 200);
    await rejected;
    assert.deepEqual(gateway.violations, []);
    assert.equal(gateway.requests[0].outcome, 'aborted');
  });

  it('wait a moment for the end of an aborted request, which may arrive after the start of the next one', async () => {
    const rules = new RateRules(contractIntervals);
    const aborted = { instance: instanceId, path: '/v2/auth/qr', startedAt: 0 };
    assert.equal(await rules.enter(aborted), undefined);
    const next = rules.enter({ ...aborted, startedAt: 5_000 });
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
