import assert from 'node:assert/strict';
import {
  requestQr,
  post,
  gateways,
  instanceId,
  manualClock,
  read,
  sessionStatus,
  token,
} from './testgateway';

const credentials = { instance_id: instanceId, access_token: token };
const scanning = { instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' } }] } as const;

describe('the API', () => {
  const open = gateways();

  it('returns the live code in the documented envelope, with its expiry in milliseconds', async () => {
    const clock = manualClock();
    const gateway = await open({ ...scanning, now: clock.now });
    const { status, body } = await read(requestQr(gateway));
    const { mimetype, data } = body as { mimetype: string; data: string };
    assert.equal(status, 200);
    assert.equal(mimetype, 'application/json; charset=utf-8');
    assert.deepEqual(JSON.parse(Buffer.from(data, 'base64').toString('utf8')), {
      value: gateway.instance(instanceId).liveCode(),
      expiry: clock.now() + 60_000,
    });
  });

  it('answers 422 with the current and the expected status while there is no code', async () => {
    const gateway = await open();
    const { status, body } = await read(requestQr(gateway));
    assert.equal(status, 422);
    assert.deepEqual(body, {
      error: 'Session status is not as expected. Try again later or restart the session',
      session: gateway.instance(instanceId).session.name,
      status: 'STARTING',
      expected: ['SCAN_QR_CODE'],
    });
  });

  it('reports a session’s name, its status and its linked account', async () => {
    const gateway = await open({ instances: [{ id: instanceId, session: { initial: 'WORKING' } }] });
    const { status, body } = await read(post(gateway, '/v2/session/info'));
    assert.equal(status, 200);
    const { name, ...rest } = body as { name: string };
    assert.match(name, /^wawp-\d{8}$/);
    assert.deepEqual(rest, {
      status: 'WORKING',
      config: {},
      me: { id: '201012345678@c.us', pushName: 'John Doe' },
    });
  });

  it('reports no account before a phone is linked', async () => {
    const { body } = await read(post(await open(scanning), '/v2/session/info'));
    assert.equal((body as { me: unknown }).me, null);
  });

  for (const method of ['POST', 'GET']) {
    it(`accepts ${method} with everything in the query`, async () => {
      const gateway = await open(scanning);
      const query = new URLSearchParams({ ...credentials, format: 'raw' });
      const response = await fetch(`${gateway.url}/v2/auth/qr?${query.toString()}`, { method });
      assert.equal(response.status, 200);
      assert.equal(gateway.requests[0]?.credentials, 'query');
    });
  }

  it('accepts the credentials in the query with the format in the body', async () => {
    const gateway = await open(scanning);
    const response = await fetch(`${gateway.url}/v2/auth/qr?${new URLSearchParams(credentials).toString()}`, {
      method: 'POST',
      body: '{"format":"raw"}',
    });
    assert.equal(response.status, 200);
  });

  it('refuses credentials that are both in the body and in the query', async () => {
    const gateway = await open(scanning);
    const query = new URLSearchParams({ access_token: token }).toString();
    const { status, body } = await read(post(gateway, `/v2/auth/qr?${query}`));
    assert.equal(status, 400);
    assert.equal((body as { code: unknown }).code, 'invalid_param');
    assert.equal(gateway.requests[0]?.credentials, 'both');
  });

  for (const missing of ['instance_id', 'access_token']) {
    for (const value of [undefined, '', 7]) {
      it(`refuses ${missing} = ${value === undefined ? 'nothing' : JSON.stringify(value)} as a missing parameter`, async () => {
        const { status, body } = await read(post(await open(), '/v2/auth/qr', { [missing]: value }));
        assert.equal(status, 400);
        assert.deepEqual(body, { code: 'missing_param', message: `Missing parameter(s): ${missing}` });
      });
    }
  }

  for (const body of ['{', '[]', 'null', '"text"', 'instance_id=SUITE0000001']) {
    it(`refuses the body ${body}`, async () => {
      const gateway = await open();
      const answer = await read(fetch(`${gateway.url}/v2/auth/qr`, { method: 'POST', body }));
      assert.equal(answer.status, 400);
      assert.equal((answer.body as { code: unknown }).code, 'invalid_json');
    });
  }

  const refusals = [
    { what: 'a wrong token', fields: { access_token: 'wrong' }, status: 401, code: 'invalid_access_token' },
    { what: 'an unknown instance', fields: { instance_id: 'NOBODY' }, status: 404, code: 'invalid_instance' },
    { what: 'the format image', fields: { format: 'image' }, status: 400, code: 'invalid_param' },
    { what: 'a body that is too long', fields: { pad: 'x'.repeat(70_000) }, status: 413, code: 'too_large' },
  ];
  for (const { what, fields, status, code } of refusals) {
    it(`refuses ${what} with ${status} ${code}`, async () => {
      const answer = await read(post(await open(scanning), '/v2/auth/qr', fields));
      assert.equal(answer.status, status);
      assert.equal((answer.body as { code: unknown }).code, code);
      assert.equal(typeof (answer.body as { message: unknown }).message, 'string');
    });
  }

  it('refuses a wrong token before it reveals whether an instance exists', async () => {
    const { status } = await read(
      post(await open(), '/v2/auth/qr', { access_token: 'wrong', instance_id: 'NOBODY' }),
    );
    assert.equal(status, 401);
  });

  it('answers 404 for an unknown path and 405 for an unsupported method', async () => {
    const gateway = await open();
    assert.equal((await post(gateway, '/v2/auth/other')).status, 404);
    assert.equal((await post(gateway, '//')).status, 404);
    const put = await fetch(`${gateway.url}/v2/auth/qr`, {
      method: 'PUT',
      body: JSON.stringify(credentials),
    });
    assert.equal(put.status, 405);
  });

  it('doesn’t change a session for a wrong token', async () => {
    const gateway = await open(scanning);
    await post(gateway, '/v2/session/stop', { access_token: 'wrong' });
    assert.equal(await sessionStatus(gateway), 'SCAN_QR_CODE');
  });

  it('logs requests with time, status and outcome, without a token or a code', async () => {
    const clock = manualClock();
    const gateway = await open({ ...scanning, now: clock.now });
    await (await requestQr(gateway)).text();
    const query = new URLSearchParams(credentials).toString();
    await (await fetch(`${gateway.url}/v2/session/info?${query}`)).text();
    const common = {
      instance: instanceId,
      account: 'token 1',
      startedAt: clock.now(),
      finishedAt: clock.now(),
      status: 200,
    };
    assert.deepEqual(gateway.requests, [
      { ...common, number: 1, method: 'POST', path: '/v2/auth/qr', credentials: 'body', outcome: 'answered' },
      {
        ...common,
        number: 2,
        method: 'GET',
        path: '/v2/session/info',
        credentials: 'query',
        outcome: 'answered',
      },
    ]);
  });
});
