import assert from 'node:assert/strict';
import { requestQr, post, gateways, instanceId, read, sessionStatus } from './testgateway';
import type { Gateway } from './gateway';
import { startGateway } from './gateway';

const refused = (error: unknown): boolean =>
  error instanceof TypeError && (error.cause as { code?: unknown }).code === 'ECONNREFUSED';

describe('a gateway', () => {
  const open = gateways();

  /** A request that stays open until something ends it. */
  async function pending(gateway: Gateway, signal?: AbortSignal) {
    gateway.instance(instanceId).script({ delay: 60_000 });
    const response = post(gateway, '/v2/session/stop', {}, signal);
    const settled = response.catch((error: unknown) => error);
    while (gateway.requests.at(-1)?.instance === undefined) await new Promise(setImmediate);
    return { settled };
  }

  it('is on loopback only, at the port that its URL names', async () => {
    const gateway = await open();
    assert.equal(gateway.url, `http://127.0.0.1:${gateway.port}`);
  });

  it('reports that its port is in use', async () => {
    const { port } = await open();
    await assert.rejects(startGateway({ port, tokens: [], instances: [] }), { code: 'EADDRINUSE' });
  });

  it('uses the given port', async () => {
    const first = await open();
    await first.close();
    assert.equal((await open({ port: first.port })).port, first.port);
  });

  it('is unreachable while it is paused, then continues on the same port', async () => {
    const gateway = await open({ instances: [{ id: instanceId, session: { initial: 'WORKING' } }] });
    await requestQr(gateway);
    await gateway.pause();
    await gateway.pause();
    await assert.rejects(requestQr(gateway), refused);
    await gateway.resume();
    await gateway.resume();
    assert.equal(await sessionStatus(gateway), 'WORKING');
    assert.equal(gateway.requests.length, 2);
  });

  it('drops open requests when it pauses, and logs them as dropped', async () => {
    const gateway = await open();
    const { settled } = await pending(gateway);
    await gateway.pause();
    assert.ok((await settled) instanceof TypeError);
    const { outcome, status } = gateway.requests[0] ?? assert.fail('Nothing was logged.');
    assert.deepEqual({ outcome, status }, { outcome: 'dropped', status: undefined });
  });

  it('ignores a request that the client has aborted, and logs it as aborted', async () => {
    const gateway = await open();
    const abort = new AbortController();
    const { settled } = await pending(gateway, abort.signal);
    abort.abort();
    await settled;
    while (gateway.requests[0]?.outcome === 'open') await new Promise(setImmediate);
    assert.equal(gateway.requests[0]?.outcome, 'aborted');
    assert.equal(gateway.instance(instanceId).state, 'STARTING');
  });

  it('stops at once, even with open requests', async () => {
    const gateway = await open();
    const { settled } = await pending(gateway);
    await gateway.close();
    assert.ok((await settled) instanceof TypeError);
    await assert.rejects(requestQr(gateway), refused);
    await gateway.close();
  });

  it('knows only the instances in its options', async () => {
    const gateway = await open();
    assert.throws(() => gateway.instance('NOBODY'), /no instance "NOBODY"/);
  });

  it('accepts each of its tokens', async () => {
    const gateway = await open({ tokens: ['one', 'two'] });
    for (const [access_token, status] of [
      ['one', 200],
      ['two', 200],
      ['three', 401],
    ] as const) {
      assert.equal((await read(post(gateway, '/v2/session/info', { access_token }))).status, status);
    }
  });
});
