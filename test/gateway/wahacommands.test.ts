import assert from 'node:assert/strict';
import type { Gateway } from './gateway';
import { control, gateways, instanceId, post, read, requestQr, token } from './testgateway';
import { wahaSuite } from './wahasuite';

const me = { id: '201012345678@c.us', pushName: 'John Doe', lid: '100000000000001@lid' };
const number = '201099887766';

describe('a command to a gateway like a WAHA', () => {
  const open = gateways();
  const { clock, begin, command, info } = wahaSuite(open);

  const statusOf = async (gateway: Gateway) => (await info(gateway))['status'];

  for (const [name, initial, time, status] of [
    ['start', 'STOPPED', 50, 'STARTING'],
    ['stop', 'SCAN_QR_CODE', 3_000, 'STOPPED'],
    ['stop', 'STOPPED', 0, 'STOPPED'],
    ['restart', 'SCAN_QR_CODE', 3_050, 'STARTING'],
    ['restart', 'FAILED', 3_050, 'STARTING'],
    ['restart', 'STOPPED', 50, 'STARTING'],
    ['logout', 'WORKING', 4_000, 'STARTING'],
    ['logout', 'STOPPED', 0, 'STOPPED'],
  ] as const) {
    it(`takes ${time} ms: ${name} while ${initial}`, async () => {
      const { gateway } = await begin({ initial });
      const [answer, took] = await command(gateway, name);
      assert.deepEqual([answer.status, took], [201, time]);
      assert.equal((answer.body as { status: unknown }).status, status);
    });
  }

  for (const initial of ['STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED'] as const) {
    it(`is refused if it starts a session that is ${initial}`, async () => {
      const { gateway } = await begin({ initial });
      const [answer] = await command(gateway, 'start');
      assert.deepEqual(answer, {
        status: 422,
        body: {
          message: "Session 'shop' is already started.",
          error: 'Unprocessable Entity',
          statusCode: 422,
        },
      });
      assert.equal(await statusOf(gateway), initial);
    });
  }

  it('shows a session that restarts as stopped, then starting, then with a code', async () => {
    const { gateway } = await begin({ initial: 'SCAN_QR_CODE' });
    const answer = post(gateway, '/v2/session/restart');
    await clock.waits(1);
    await clock.pass(2_999);
    assert.equal(await statusOf(gateway), 'STOPPED');
    await clock.pass(1);
    assert.equal(await statusOf(gateway), 'STARTING');
    await clock.pass(50);
    assert.equal((await answer).status, 201);
    await clock.pass(550);
    assert.equal(await statusOf(gateway), 'SCAN_QR_CODE');
  });

  it('shows a session that is logged out as it was, then stopped, then starting, then with a code', async () => {
    const { gateway } = await begin({ initial: 'WORKING' });
    const answer = post(gateway, '/v2/session/logout');
    await clock.waits(1);
    for (const [wait, status] of [
      [999, 'WORKING'],
      [1, 'STOPPED'],
      [2_999, 'STOPPED'],
      [1, 'STARTING'],
      [600, 'SCAN_QR_CODE'],
    ] as const) {
      await clock.pass(wait);
      assert.equal(await statusOf(gateway), status);
    }
    assert.equal((await answer).status, 201);
  });

  it('keeps the login over a restart, which needs no code then', async () => {
    const { gateway } = await begin({ initial: 'WORKING' });
    await command(gateway, 'restart');
    assert.deepEqual((await info(gateway))['me'], me);
    await clock.pass(350);
    assert.equal(await statusOf(gateway), 'WORKING');
  });

  it('waits for the one before it, and gives up after 5 s', async () => {
    const { gateway } = await begin({ initial: 'SCAN_QR_CODE' });
    const answers: Promise<{ status: number; body: unknown }>[] = [];
    for (let index = 1; index <= 4; index += 1) {
      answers.push(read(post(gateway, '/v2/session/restart')));
      await clock.waits(index);
    }
    await clock.pass(3_050);
    assert.equal((await answers[0])?.status, 201);
    await clock.pass(1_950);
    for (const answer of answers.slice(2)) {
      const { status, body } = await answer;
      const { exception, timestamp } = body as { exception: { message: unknown }; timestamp: unknown };
      assert.deepEqual([status, exception.message], [500, 'async-lock timed out in queue shop']);
      assert.equal(timestamp, new Date(clock.now()).toISOString());
    }
    await clock.pass(1_100);
    assert.equal((await answers[1])?.status, 201);
    const [answer, took] = await command(gateway, 'stop');
    assert.deepEqual([answer.status, took], [201, 3_000]);
  });

  it('is counted if it overlaps another one, but not refused', async () => {
    const { gateway } = await begin({ initial: 'SCAN_QR_CODE' });
    const first = post(gateway, '/v2/session/restart');
    await clock.waits(1);
    const second = post(gateway, '/v2/session/stop');
    await clock.waits(2);
    await clock.pass(6_050);
    assert.deepEqual([(await first).status, (await second).status], [201, 201]);
    assert.deepEqual(
      gateway.violations.map(({ rule, path }) => [rule, path]),
      [['overlap', '/v2/session/stop']],
    );
  });

  it('goes on when the client gives up', async () => {
    const { gateway } = await begin({ initial: 'WORKING' });
    const abort = new AbortController();
    const rejected = assert.rejects(post(gateway, '/v2/session/stop', {}, abort.signal));
    await clock.waits(1);
    abort.abort();
    await rejected;
    assert.equal(await statusOf(gateway), 'STOPPED');
    await clock.pass(3_000);
    assert.equal((await command(gateway, 'start'))[1], 50);
  });

  const remove = (gateway: Gateway) =>
    fetch(`${gateway.url}/v2/session/delete`, {
      method: 'DELETE',
      body: JSON.stringify({ instance_id: instanceId, access_token: token }),
    });

  it('deletes with an empty body, after 4 s', async () => {
    const { gateway } = await begin({ initial: 'WORKING' });
    const [answer, took] = await clock.until(remove(gateway));
    assert.deepEqual([answer.status, await answer.text(), took], [200, '', 4_000]);
    assert.equal(answer.headers.get('content-type'), null);
    assert.equal((await requestQr(gateway)).status, 404);
  });

  it('deletes a stopped session at once', async () => {
    const { gateway } = await begin({ initial: 'STOPPED' });
    assert.equal((await clock.until(remove(gateway)))[1], 0);
  });

  it('creates an instance', async () => {
    const { gateway } = await begin();
    const [{ status, body }, took] = await clock.until(
      read(post(gateway, '/v2/session/create', { instance_id: undefined, name: 'desk' })),
    );
    const { instance_id, session_name } = body as { instance_id: string; session_name: string };
    assert.deepEqual([status, took, session_name], [201, 50, 'desk']);
    assert.equal(gateway.instance(instance_id).state, 'STOPPED');
  });

  describe('for a login that WhatsApp no longer accepts', () => {
    const restartNeverHelps = async (gateway: Gateway, account: unknown): Promise<void> => {
      for (let round = 0; round < 2; round += 1) {
        const [{ body }] = await command(gateway, 'restart');
        assert.equal((body as { status: unknown }).status, 'STARTING');
        await clock.pass(350);
        const { status, me: stored } = await info(gateway);
        assert.deepEqual([status, stored], ['FAILED', account]);
      }
      await command(gateway, 'logout');
      await clock.pass(600);
      const { status, me: stored } = await info(gateway);
      assert.deepEqual([status, stored], ['SCAN_QR_CODE', null]);
    };

    it('only a logout helps, if the phone removed the device', async () => {
      const { gateway } = await begin({ initial: 'WORKING' });
      assert.equal((await control(gateway, `/control/instances/${instanceId}/remove`)).status, 200);
      assert.deepEqual((await info(gateway))['me'], me);
      assert.equal(await statusOf(gateway), 'FAILED');
      await restartNeverHelps(gateway, me);
    });

    it('only a logout helps, if nobody typed the pairing code', async () => {
      const { gateway } = await begin({ initial: 'SCAN_QR_CODE' });
      const asked = { id: `${number}@c.us`, pushName: '~', lid: '' };
      await post(gateway, '/v2/auth/request-code', { phone_number: number });
      const { status, me: stored } = await info(gateway);
      assert.deepEqual([status, stored], ['SCAN_QR_CODE', asked]);
      await clock.pass(160_000);
      assert.equal(await statusOf(gateway), 'FAILED');
      await restartNeverHelps(gateway, asked);
    });

    it('a phone that removes the device of a stopped session shows at the next start', async () => {
      const { gateway, instance } = await begin({ initial: 'WORKING' });
      await command(gateway, 'stop');
      assert.equal(instance.session.removeDevice(), true);
      assert.equal(await statusOf(gateway), 'STOPPED');
      await command(gateway, 'start');
      await clock.pass(300);
      assert.equal(await statusOf(gateway), 'FAILED');
    });

    it('there is none if no phone is linked', async () => {
      const { gateway, instance } = await begin({ initial: 'SCAN_QR_CODE' });
      assert.equal((await control(gateway, `/control/instances/${instanceId}/remove`)).status, 409);
      assert.equal(instance.state, 'SCAN_QR_CODE');
    });
  });

  it('fails after six codes, without an account, and a restart brings a new code', async () => {
    const { gateway, instance } = await begin({ initial: 'SCAN_QR_CODE' });
    const codes = new Set<unknown>();
    for (const life of [60_000, 20_000, 20_000, 20_000, 20_000, 20_000]) {
      codes.add(instance.liveCode());
      await clock.pass(life);
    }
    assert.equal(codes.size, 6);
    const { status, me: stored } = await info(gateway);
    assert.deepEqual([status, stored], ['FAILED', null]);
    await command(gateway, 'restart');
    await clock.pass(550);
    assert.equal(await statusOf(gateway), 'SCAN_QR_CODE');
  });
});
