import assert from 'node:assert/strict';
import type { ControlState } from './control';
import type { Gateway } from './gateway';
import { requestQr, post, control, gateways, instanceId, manualClock, read, token } from './testgateway';

const hostileId = '<img src=x onerror="alert(1)">/%zz';

describe('the control routes', () => {
  const open = gateways();
  const clock = manualClock();

  async function begin(): Promise<Gateway> {
    return await open({
      now: clock.now,
      instances: [
        { id: instanceId, session: { initial: 'SCAN_QR_CODE' } },
        { id: hostileId, session: { initial: 'WORKING' } },
      ],
    });
  }

  const act = (gateway: Gateway, id: string, action: string, body?: unknown) =>
    read(control(gateway, `/control/instances/${encodeURIComponent(id)}/${action}`, body));

  async function stateText(gateway: Gateway): Promise<string> {
    return await (await fetch(`${gateway.url}/control/state`)).text();
  }

  it('report the state of the instances and the requests, newest first', async () => {
    const gateway = await begin();
    await requestQr(gateway);
    await post(gateway, '/v2/session/info');
    gateway.instance(instanceId).script({ status: 500 });
    const state = JSON.parse(await stateText(gateway)) as ControlState;
    assert.equal(state.now, clock.now());
    assert.deepEqual(state.instances, [
      {
        id: instanceId,
        status: 'SCAN_QR_CODE',
        changesIn: 60_000,
        account: null,
        scannable: true,
        linked: false,
        faults: 1,
      },
      {
        id: hostileId,
        status: 'WORKING',
        changesIn: null,
        account: 'John Doe',
        scannable: false,
        linked: true,
        faults: 0,
      },
    ]);
    assert.deepEqual(
      state.requests.map(({ path }) => path),
      ['/v2/session/info', '/v2/auth/qr'],
    );
    assert.deepEqual([state.instanceCount, state.foundCount, state.requestCount], [2, 2, 2]);
    assert.deepEqual(state.violations, []);
  });

  it('reveal neither the token nor the code', async () => {
    const gateway = await begin();
    await requestQr(gateway);
    const text = await stateText(gateway);
    assert.ok(!text.includes(token));
    assert.ok(!text.includes(gateway.instance(instanceId).liveCode() ?? assert.fail('There is no code.')));
  });

  it('list the latest 50 requests and count all of them', async () => {
    const gateway = await begin();
    for (let round = 0; round < 52; round += 1) await (await post(gateway, '/v2/session/info')).text();
    const state = JSON.parse(await stateText(gateway)) as ControlState;
    assert.equal(state.requestCount, 52);
    assert.deepEqual(
      state.requests.map(({ number }) => number),
      Array.from({ length: 50 }, (_, index) => 52 - index),
    );
  });

  it('perform the action in their name', async () => {
    const gateway = await begin();
    const first = gateway.instance(instanceId).liveCode();
    assert.deepEqual(await act(gateway, instanceId, 'rotate'), {
      status: 200,
      body: { id: instanceId, status: 'SCAN_QR_CODE', faults: 0 },
    });
    assert.notEqual(gateway.instance(instanceId).liveCode(), first);
    for (const [action, status] of [
      ['stop', 'STOPPED'],
      ['start', 'STARTING'],
      ['restart', 'STARTING'],
      ['logout', 'STARTING'],
    ] as const) {
      await act(gateway, instanceId, action);
      assert.equal(gateway.instance(instanceId).state, status);
    }
  });

  it('put a session into any known status, and into no other', async () => {
    const gateway = await begin();
    await act(gateway, instanceId, 'state', { status: 'PASSKEY_REQUIRED' });
    assert.equal(gateway.instance(instanceId).state, 'PASSKEY_REQUIRED');
    const { status, body } = await act(gateway, instanceId, 'state', { status: 'ASLEEP' });
    assert.equal(status, 400);
    assert.match((body as { message: string }).message, /^status: /);
    assert.equal(gateway.instance(instanceId).state, 'PASSKEY_REQUIRED');
  });

  it('scan the live code of one instance, if there is one', async () => {
    const gateway = await begin();
    assert.deepEqual(await act(gateway, instanceId, 'scan'), {
      status: 200,
      body: { status: 'linked', instance: instanceId },
    });
    assert.deepEqual(await act(gateway, instanceId, 'scan'), { status: 404, body: { status: 'unknown' } });
  });

  it('accept an instance with any ID', async () => {
    const gateway = await begin();
    assert.equal((await act(gateway, hostileId, 'stop')).status, 200);
    assert.equal(gateway.instance(hostileId).state, 'STOPPED');
  });

  for (const path of [
    '/control/instances/NOBODY/stop',
    '/control/instances/%zz/stop',
    '/control/instances/SUITE0000001/explode',
    '/control/instances/SUITE0000001/toString',
    '/control/other',
    '/phone/other',
  ]) {
    it(`answer 404 for ${path}`, async () => {
      assert.equal((await control(await begin(), path)).status, 404);
    });
  }

  it('refuse everything that a page of another site could send: GET, and bodies other than JSON', async () => {
    const gateway = await begin();
    const url = `${gateway.url}/control/instances/${instanceId}/stop`;
    assert.equal((await fetch(url)).status, 405);
    assert.equal((await fetch(url, { method: 'POST', body: '{}' })).status, 415);
    assert.equal((await fetch(url, { method: 'POST', body: new URLSearchParams({ a: '1' }) })).status, 415);
    assert.equal(gateway.instance(instanceId).state, 'SCAN_QR_CODE');
  });

  it('don’t count as requests of the API', async () => {
    const gateway = await begin();
    await stateText(gateway);
    await act(gateway, instanceId, 'stop');
    assert.deepEqual(gateway.requests, []);
  });
});
