import assert from 'node:assert/strict';
import { post, gateways, instanceId, read } from './testgateway';

const accounts = { North: 'token-of-north', South: 'token-of-south' };

describe('accounts of a gateway', () => {
  const open = gateways();
  const begin = () =>
    open({
      accounts,
      instances: [
        { id: instanceId },
        { id: 'NORTH0000001', account: 'North' },
        { id: 'SOUTH0000001', account: 'South' },
      ],
    });

  const refusals = [
    { access_token: accounts.North, instance_id: 'NORTH0000001', status: 200 },
    { access_token: accounts.South, instance_id: 'NORTH0000001', status: 404 },
    { access_token: accounts.South, instance_id: instanceId, status: 200 },
    { access_token: 'unknown-token', instance_id: 'NORTH0000001', status: 401 },
  ];
  for (const { status, ...fields } of refusals) {
    it(`answer ${status} for ${fields.instance_id} with ${fields.access_token}`, async () => {
      assert.equal((await post(await begin(), '/v2/session/info', fields)).status, status);
    });
  }

  it('can’t change an instance of another account', async () => {
    const gateway = await begin();
    const fields = { access_token: accounts.South, instance_id: 'NORTH0000001' };
    const { body } = await read(post(gateway, '/v2/session/stop', fields));
    assert.equal((body as { code: unknown }).code, 'invalid_instance');
    assert.equal(gateway.instance('NORTH0000001').state, 'STARTING');
  });

  it('don’t restrict a token that belongs to no account', async () => {
    const gateway = await begin();
    for (const instance_id of [instanceId, 'NORTH0000001', 'SOUTH0000001']) {
      assert.equal((await post(gateway, '/v2/session/info', { instance_id })).status, 200);
    }
  });

  it('appear in the log by name, without their tokens', async () => {
    const gateway = await begin();
    for (const access_token of [accounts.North, accounts.South, undefined, 'unknown-token', null]) {
      await post(gateway, '/v2/session/info', access_token === undefined ? {} : { access_token });
    }
    assert.deepEqual(
      gateway.requests.map(({ account }) => account),
      ['North', 'South', 'token 1', 'unknown', undefined],
    );
    assert.doesNotMatch(JSON.stringify(gateway.requests), /token-of|unknown-token/);
  });

  it('of two gateways are separate', async () => {
    const [north, south] = [await open({ tokens: ['a'] }), await open({ tokens: ['b'] })];
    assert.equal((await post(north, '/v2/session/info', { access_token: 'a' })).status, 200);
    assert.equal((await post(south, '/v2/session/info', { access_token: 'a' })).status, 401);
    assert.equal(south.requests[0]?.account, 'unknown');
  });
});
