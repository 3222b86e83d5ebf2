import assert from 'node:assert/strict';
import type { Gateway } from './gateway';
import { post, control, gateways, instanceId, manualClock, read, token } from './testgateway';

describe('creating and deleting instances', () => {
  const open = gateways();

  const create = (gateway: Gateway, fields: Readonly<Record<string, unknown>> = {}) =>
    read(post(gateway, '/v2/session/create', { instance_id: undefined, ...fields }));

  async function created(gateway: Gateway, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { status, body } = await create(gateway, fields);
    assert.equal(status, 200);
    return (body as { instance_id: string }).instance_id;
  }

  const remove = (gateway: Gateway, fields: Readonly<Record<string, unknown>> = {}, query = '') =>
    fetch(`${gateway.url}/v2/session/delete${query}`, {
      method: 'DELETE',
      ...(query === '' && {
        body: JSON.stringify({ instance_id: instanceId, access_token: token, ...fields }),
      }),
    });

  it('creates an instance with an ID of twelve characters, and returns its name', async () => {
    const gateway = await open();
    const { body } = await create(gateway);
    const { instance_id, session_name, ...rest } = body as { instance_id: string; session_name: string };
    assert.match(instance_id, /^[A-Z0-9]{12}$/);
    assert.equal(session_name, gateway.instance(instance_id).session.name);
    assert.deepEqual(rest, {});
    assert.deepEqual([...gateway.instances.keys()], [instanceId, instance_id]);
  });

  for (const field of ['session_name', 'name']) {
    it(`names the session after ${field}`, async () => {
      const gateway = await open();
      const id = await created(gateway, { [field]: 'Front desk' });
      assert.equal(gateway.instance(id).session.name, 'Front desk');
    });
  }

  it('starts as stopped, and the new instance can be started, listed and scanned', async () => {
    const clock = manualClock();
    const gateway = await open({ now: clock.now });
    const instance_id = await created(gateway);
    assert.equal(gateway.instance(instance_id).state, 'STOPPED');
    assert.equal((await post(gateway, '/v2/session/start', { instance_id })).status, 200);
    clock.pass(3_000);
    assert.equal((await post(gateway, '/v2/auth/qr', { instance_id })).status, 200);
    assert.equal((await control(gateway, `/control/instances/${instance_id}/scan`)).status, 200);
    assert.match(await (await fetch(`${gateway.url}/control/state`)).text(), new RegExp(instance_id));
  });

  it('starts in the status from the options', async () => {
    const gateway = await open({ created: { session: { initial: 'STARTING' } } });
    assert.equal(gateway.instance(await created(gateway)).state, 'STARTING');
  });

  it('assigns the instance to the account of the token', async () => {
    const gateway = await open({ accounts: { North: 'north', South: 'south' } });
    const instance_id = await created(gateway, { access_token: 'north' });
    const statusFor = async (access_token: string) =>
      (await post(gateway, '/v2/session/info', { access_token, instance_id })).status;
    assert.deepEqual([await statusFor('north'), await statusFor('south')], [200, 404]);
  });

  it('accepts the token in the query too', async () => {
    const gateway = await open();
    const response = await fetch(`${gateway.url}/v2/session/create?access_token=${token}`, {
      method: 'POST',
    });
    assert.equal(response.status, 200);
  });

  it('refuses to create without a token, with a wrong token, and with GET', async () => {
    const gateway = await open();
    const { status, body } = await create(gateway, { access_token: undefined });
    assert.deepEqual(
      [status, body],
      [400, { code: 'missing_param', message: 'Missing parameter(s): access_token' }],
    );
    assert.equal((await create(gateway, { access_token: 'wrong' })).status, 401);
    assert.equal((await fetch(`${gateway.url}/v2/session/create?access_token=${token}`)).status, 405);
    assert.equal(gateway.instances.size, 1);
  });

  it('deletes an instance permanently', async () => {
    const gateway = await open();
    assert.equal((await remove(gateway)).status, 200);
    for (const again of [remove(gateway), post(gateway, '/v2/session/info')]) {
      const { status, body } = await read(again);
      assert.equal(status, 404);
      assert.equal((body as { code: unknown }).code, 'invalid_instance');
    }
    assert.throws(() => gateway.instance(instanceId), /no instance/);
    assert.equal((await control(gateway, `/control/instances/${instanceId}/scan`)).status, 404);
  });

  it('accepts the credentials in the query too when deleting', async () => {
    const gateway = await open();
    const query = `?${new URLSearchParams({ instance_id: instanceId, access_token: token }).toString()}`;
    assert.equal((await remove(gateway, {}, query)).status, 200);
    assert.equal(gateway.instances.size, 0);
  });

  it('deletes nothing with POST, with credentials in both places, or with another account’s token', async () => {
    const gateway = await open({
      accounts: { North: 'north', South: 'south' },
      instances: [{ id: instanceId, account: 'North' }],
    });
    assert.equal((await post(gateway, '/v2/session/delete')).status, 405);
    const both = await fetch(`${gateway.url}/v2/session/delete?access_token=${token}`, {
      method: 'DELETE',
      body: JSON.stringify({ instance_id: instanceId, access_token: token }),
    });
    assert.equal(both.status, 400);
    assert.equal((await remove(gateway, { access_token: 'south' })).status, 404);
    assert.equal(gateway.instances.size, 1);
  });

  it('applies faults, and then creates or deletes nothing', async () => {
    const gateway = await open();
    gateway.script({ path: '/v2/session/create', status: 403, body: { code: 'quota_reached' } });
    gateway.instance(instanceId).script({ path: '/v2/session/delete', status: 500 });
    assert.equal((await create(gateway)).status, 403);
    assert.equal((await remove(gateway)).status, 500);
    assert.equal(gateway.instances.size, 1);
    assert.equal((await create(gateway)).status, 200);
    assert.equal((await remove(gateway)).status, 200);
  });

  it('applies the faults of another process', async () => {
    const gateway = await open();
    const faults = [{ path: '/v2/session/create', status: 503 }];
    assert.deepEqual(await read(control(gateway, '/control/faults', faults)), {
      status: 200,
      body: { faults: 1 },
    });
    assert.equal((await create(gateway)).status, 503);
    assert.equal((await control(gateway, '/control/faults', { status: 1 })).status, 400);
    gateway.script({ status: 500 });
    await control(gateway, '/control/faults', []);
    assert.equal((await create(gateway)).status, 200);
  });

  it('applies an instance’s own faults before those for all instances', async () => {
    const gateway = await open();
    gateway.script({ status: 500 });
    gateway.instance(instanceId).script({ status: 501 });
    const status = async () => (await post(gateway, '/v2/session/info')).status;
    assert.deepEqual([await status(), await status(), await status()], [501, 500, 200]);
  });
});
