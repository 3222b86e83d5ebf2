import assert from 'node:assert/strict';
import type { SessionStatus } from './session';
import { gateways, instanceId, post, read, requestQr } from './testgateway';
import { wahaWithoutWaits } from './waha';
import { wahaSuite } from './wahasuite';

const notExpected = 'Session status is not as expected. Try again later or restart the session';

describe('a gateway like a WAHA', () => {
  const open = gateways();
  const { clock, begin, qr, command, info, valueOf } = wahaSuite(open);

  describe('asked for a QR code', () => {
    it('answers at once while it shows one, without an expiry', async () => {
      const { gateway, instance } = await begin({ initial: 'SCAN_QR_CODE' });
      const [answer, took] = await qr(gateway);
      assert.equal(took, 0);
      assert.deepEqual(valueOf(answer), { value: instance.liveCode() });
    });

    it('can report an expiry all the same', async () => {
      const gateway = await open({
        now: clock.now,
        like: 'waha',
        instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' }, form: { expiry: 'ms' } }],
      });
      const { expiry } = valueOf(await read(requestQr(gateway))) as { expiry: unknown };
      assert.equal(expiry, clock.now() + 60_000);
    });

    for (const status of ['STARTING', 'WORKING', 'FAILED', 'PASSKEY_REQUIRED'] as const) {
      it(`waits 10 s for a code while it is ${status}`, async () => {
        const { gateway, instance } = await begin();
        instance.setState(status);
        const [answer, took] = await qr(gateway);
        assert.equal(took, 10_000);
        assert.deepEqual(answer, {
          status: 422,
          body: { error: notExpected, session: 'shop', status, expected: ['SCAN_QR_CODE'] },
        });
      });
    }

    it('answers within half a second of the first code', async () => {
      const { gateway, instance } = await begin({ starting: 7_200 });
      const [answer, took] = await qr(gateway);
      assert.equal(took, 7_500);
      assert.deepEqual(valueOf(answer), { value: instance.liveCode() });
    });

    it('says the status at the end of the wait, and doesn’t end the wait when the phone is linked', async () => {
      const { gateway, instance } = await begin({ starting: 10_300 });
      const answer = read(requestQr(gateway));
      await clock.waits(1);
      instance.setState('WORKING');
      const [{ body }, took] = await clock.until(answer);
      assert.equal(took, 10_000);
      assert.equal((body as { status: unknown }).status, 'WORKING');
    });

    it('waits 5 s while it is stopped, then says that there is no such session', async () => {
      const { gateway } = await begin({ initial: 'STOPPED' });
      const [answer, took] = await qr(gateway);
      assert.equal(took, 5_000);
      assert.deepEqual(answer, {
        status: 404,
        body: {
          statusCode: 404,
          code: 'invalid_session',
          message: "We didn't find a session with name 'shop'. Please start it first",
        },
      });
      assert.equal((await info(gateway))['status'], 'STOPPED');
    });

    it('can say STOPPED instead', async () => {
      const { gateway } = await begin({ initial: 'STOPPED' }, { stopped: 422 });
      const [{ status, body }] = await qr(gateway);
      assert.deepEqual([status, (body as { status: unknown }).status], [422, 'STOPPED']);
    });

    it('waits for both: up to 5 s for a start, then for the code', async () => {
      const { gateway, instance } = await begin({ initial: 'STOPPED', starting: 9_000 });
      const answer = requestQr(gateway);
      await clock.waits(1);
      await clock.pass(4_400);
      instance.session.start();
      const [{ status }, took] = await clock.until(answer);
      assert.deepEqual([status, took], [200, 9_100]);
    });

    it('stops waiting when the client gives up', async () => {
      const { gateway } = await begin({ initial: 'FAILED' });
      const abort = new AbortController();
      const rejected = assert.rejects(post(gateway, '/v2/auth/qr', {}, abort.signal), { name: 'AbortError' });
      await clock.waits(1);
      abort.abort();
      await rejected;
      await clock.waits(0);
      assert.equal(gateway.requests[0]?.outcome, 'aborted');
    });

    it('waits no time at all if a test says so', async () => {
      const { gateway } = await begin({ initial: 'FAILED' }, wahaWithoutWaits);
      assert.deepEqual((await qr(gateway))[1], 0);
      for (const name of ['restart', 'logout', 'stop']) assert.equal((await command(gateway, name))[1], 0);
      assert.equal((await qr(gateway))[0].status, 404);
    });

    it('waits shorter by the scale', async () => {
      const { gateway } = await begin({ initial: 'FAILED' }, {}, { scale: 0.1 });
      assert.equal((await qr(gateway))[1], 1_000);
    });
  });

  describe('after a scan', () => {
    async function scanned() {
      const { gateway, instance } = await begin({ initial: 'SCAN_QR_CODE' });
      const code = instance.liveCode() ?? assert.fail('There is no code.');
      assert.equal(instance.scan(), 'linked');
      return { gateway, instance, code };
    }

    it('goes through the states of a link', async () => {
      const { gateway, code } = await scanned();
      const id = '201012345678@c.us';
      const lid = '100000000000001@lid';
      const shown = async () => valueOf((await qr(gateway))[0]);
      const linking = async () => {
        const { status, me } = await info(gateway);
        return { status, me };
      };
      assert.deepEqual(await linking(), { status: 'SCAN_QR_CODE', me: null });
      assert.deepEqual(await shown(), { value: code });
      await clock.pass(500);
      assert.deepEqual(await linking(), { status: 'SCAN_QR_CODE', me: { id, lid } });
      assert.deepEqual(await shown(), { value: code });
      await clock.pass(300);
      assert.deepEqual(await shown(), { value: '' });
      await clock.pass(1_699);
      assert.deepEqual(await shown(), { value: '' });
      await clock.pass(1);
      assert.deepEqual(await linking(), { status: 'STARTING', me: { id, lid } });
      await clock.pass(400);
      assert.deepEqual(await linking(), { status: 'WORKING', me: { id, lid } });
      await clock.pass(2_100);
      assert.deepEqual(await linking(), { status: 'WORKING', me: { id, pushName: 'John Doe', lid } });
    });

    it('holds a request for a code although the phone is linked', async () => {
      const { gateway } = await scanned();
      await clock.pass(2_500);
      const [{ body }, took] = await qr(gateway);
      assert.deepEqual([(body as { status: unknown }).status, took], ['WORKING', 10_000]);
    });

    it('accepts neither the code that was used nor an empty one', async () => {
      const { instance, code } = await scanned();
      assert.equal(instance.scan(code), 'expired');
      assert.equal(instance.liveCode(), undefined);
      await clock.pass(800);
      assert.equal(instance.scan(''), 'unknown');
      await clock.pass(2_100);
      assert.equal(instance.state, 'WORKING');
    });

    it('links in the time that a test gives it', async () => {
      const { gateway, instance } = await begin({ initial: 'SCAN_QR_CODE', linking: 600 });
      instance.scan();
      await clock.pass(600);
      assert.equal((await info(gateway))['status'], 'WORKING');
    });
  });

  describe('asked for the state of its session', () => {
    const rest = { presence: null, timestamps: {}, engine: { engine: 'NOWEB' } };
    const stopped = { presence: null, timestamps: { activity: null }, engine: {} };
    const me = { id: '201012345678@c.us', pushName: 'John Doe', lid: '100000000000001@lid' };
    const bodies: readonly (readonly [SessionStatus, object])[] = [
      ['STOPPED', { status: 'STOPPED', config: null, me: null, ...stopped }],
      ['STARTING', { status: 'STARTING', me: null, ...rest }],
      ['SCAN_QR_CODE', { status: 'SCAN_QR_CODE', me: null, ...rest }],
      ['WORKING', { status: 'WORKING', me, ...rest }],
      ['FAILED', { status: 'FAILED', me: null, ...rest }],
    ];
    for (const [initial, body] of bodies) {
      it(`answers with the JSON of a session that is ${initial}`, async () => {
        const { gateway } = await begin({ initial });
        assert.deepEqual(await info(gateway), { name: 'shop', ...body });
      });
    }

    it('has no account and no configuration while a session that was linked is stopped', async () => {
      const { gateway } = await begin({ initial: 'WORKING' });
      await command(gateway, 'stop');
      assert.deepEqual(await info(gateway), { name: 'shop', status: 'STOPPED', me: null, ...stopped });
    });
  });
});
