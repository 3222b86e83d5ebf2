import assert from 'node:assert/strict';
import { json } from '../../../fakes/fetch';
import { send, base, instanceId, token } from './request';

describe('A request to Wawp', () => {
  describe('sends', () => {
    const bodies = {
      qr: { instance_id: instanceId, access_token: token, format: 'raw' },
      session: { instance_id: instanceId, access_token: token },
      start: { instance_id: instanceId, access_token: token },
      restart: { instance_id: instanceId, access_token: token },
    };
    const paths = {
      qr: '/v2/auth/qr',
      session: '/v2/session/info',
      start: '/v2/session/start',
      restart: '/v2/session/restart',
    };

    for (const request of ['qr', 'session', 'start', 'restart'] as const) {
      it(`${request} as POST ${paths[request]}, with credentials in the body and nowhere else`, async () => {
        const { url, init } = (await send(request, json(200, {}))).server.request;
        assert.equal(url, base + paths[request]);
        assert.equal(init.method, 'POST');
        assert.ok(typeof init.body === 'string');
        assert.deepEqual(JSON.parse(init.body), bodies[request]);
        assert.ok(!JSON.stringify(init.headers).includes('TOKEN'));
      });

      it(`${request} with credentials in the query and nowhere else if the setting says so`, async () => {
        const { url, init } = (await send(request, json(200, {}), 'query')).server.request;
        const { origin, pathname, searchParams } = new URL(url);
        assert.equal(origin + pathname, base + paths[request]);
        assert.deepEqual(Object.fromEntries(searchParams), {
          instance_id: instanceId,
          access_token: token,
        });
        assert.equal(init.body, request === 'qr' ? '{"format":"raw"}' : undefined);
      });
    }
  });

  it('isn’t sent without a token, nor if the keychain can’t be opened', async () => {
    for (const stored of [() => Promise.resolve(undefined), () => Promise.reject(new Error('locked'))]) {
      const { answer, server } = await send('qr', json(200, {}), 'body', stored);
      assert.deepEqual(answer, { kind: 'failure', failure: { kind: 'token' } });
      assert.equal(server.requests.length, 0);
    }
  });
});
