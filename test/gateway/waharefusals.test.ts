import assert from 'node:assert/strict';
import { gateways, instanceId, post, read, requestQr, token } from './testgateway';
import { wahaSuite } from './wahasuite';

const path = '/v2/auth/request-code';
const phone_number = '201099887766';

describe('a gateway like a WAHA answers', () => {
  const open = gateways();
  const { clock, begin, info } = wahaSuite(open);

  for (const access_token of ['wrong', '', undefined]) {
    it(`401 to the token ${String(access_token)}`, async () => {
      const { gateway } = await begin();
      const response = await post(gateway, '/v2/session/info', { access_token });
      assert.equal(response.status, 401);
      assert.equal(response.headers.get('www-authenticate'), null);
      assert.deepEqual(await response.json(), { message: 'Unauthorized', statusCode: 401 });
    });
  }

  it('404 to a path or a method that it doesn’t have, and repeats the whole address', async () => {
    const { gateway } = await begin();
    assert.deepEqual(await read(post(gateway, '/v2/auth/code?access_token=secret')), {
      status: 404,
      body: {
        message: 'Cannot POST /v2/auth/code?access_token=secret',
        error: 'Not Found',
        statusCode: 404,
      },
    });
    const { status, body } = await read(post(gateway, '/v2/session/delete'));
    assert.deepEqual(
      [status, (body as { message: unknown }).message],
      [404, 'Cannot POST /v2/session/delete'],
    );
  });

  it('404 about an instance that it doesn’t know', async () => {
    const { gateway } = await begin();
    for (const wrong of ['/v2/auth/qr', '/v2/session/info', '/v2/session/restart']) {
      const { status, body } = await read(post(gateway, wrong, { instance_id: 'NOBODY' }));
      assert.deepEqual([status, (body as { code: unknown }).code], [404, 'invalid_session']);
    }
  });

  it('with the headers of Express, and none that forbids caching', async () => {
    const { gateway } = await begin({ initial: 'SCAN_QR_CODE' });
    const { headers } = await requestQr(gateway);
    const [one, other] = [await requestQr(gateway), await post(gateway, '/v2/session/info')];
    assert.equal(headers.get('x-powered-by'), 'Express');
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('cache-control'), null);
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
    assert.equal(headers.get('keep-alive'), 'timeout=5');
    assert.equal(headers.get('date'), new Date(clock.now()).toUTCString());
    assert.match(headers.get('etag') ?? '', /^W\/"[0-9a-f]+-[A-Za-z0-9+/]{27}"$/);
    assert.equal(one.headers.get('etag'), headers.get('etag'));
    assert.notEqual(other.headers.get('etag'), headers.get('etag'));
  });

  it('requests that come too soon, but counts them', async () => {
    const { gateway } = await begin({ initial: 'SCAN_QR_CODE' }, {}, { intervals: { code: 5_000, info: 0 } });
    for (let round = 0; round < 2; round += 1) assert.equal((await requestQr(gateway)).status, 200);
    assert.deepEqual(
      gateway.violations.map(({ rule }) => rule),
      ['interval'],
    );
  });

  describe('a request for a pairing code', () => {
    it('with 201, and again with another code', async () => {
      const { gateway } = await begin({ initial: 'SCAN_QR_CODE' });
      const codes = new Set<unknown>();
      for (let round = 0; round < 2; round += 1) {
        const { status, body } = await read(post(gateway, path, { phone_number }));
        assert.equal(status, 201);
        codes.add((body as { code: unknown }).code);
      }
      assert.equal(codes.size, 2);
    });

    it('and links with it as with a scan, once', async () => {
      const { gateway, instance } = await begin({ initial: 'SCAN_QR_CODE' });
      const { code } = (await (await post(gateway, path, { phone_number })).json()) as { code: string };
      assert.equal(instance.enterCode(code), 'linked');
      assert.equal(instance.enterCode(code), 'expired');
      await clock.pass(500);
      const { status, me } = await info(gateway);
      assert.deepEqual(
        [status, me],
        ['SCAN_QR_CODE', { id: `${phone_number}@c.us`, lid: '100000000000001@lid' }],
      );
      await clock.pass(2_400);
      assert.equal((await info(gateway))['status'], 'WORKING');
    });

    it('while the QR code stays scannable', async () => {
      const { gateway, instance } = await begin({ initial: 'SCAN_QR_CODE' });
      await post(gateway, path, { phone_number });
      assert.equal(instance.scan(), 'linked');
      await clock.pass(5_000);
      assert.equal(((await info(gateway))['me'] as { pushName: unknown }).pushName, 'John Doe');
    });

    for (const status of ['FAILED', 'WORKING'] as const) {
      it(`with 422 while it is ${status}`, async () => {
        const { gateway } = await begin({ initial: status });
        assert.deepEqual(await read(post(gateway, path, { phone_number })), {
          status: 422,
          body: {
            message: `Can request code only in SCAN_QR_CODE status. The current status is ${status}`,
            error: 'Unprocessable Entity',
            statusCode: 422,
          },
        });
      });
    }

    it('with 404 while it is stopped', async () => {
      const { gateway } = await begin({ initial: 'STOPPED' });
      assert.equal((await post(gateway, path, { phone_number })).status, 404);
    });

    it('when the first QR code is there, without a limit', async () => {
      const { gateway } = await begin({ starting: 60_000 });
      const [{ status }, took] = await clock.until(post(gateway, path, { phone_number }));
      assert.deepEqual([status, took], [201, 60_000]);
    });
  });

  it('with a fault like any other gateway', async () => {
    const { gateway } = await begin({ initial: 'SCAN_QR_CODE' });
    gateway.instance(instanceId).script({
      status: 401,
      body: '',
      headers: { 'content-type': null, 'www-authenticate': 'Basic' },
    });
    const response = await requestQr(gateway);
    assert.deepEqual([response.status, await response.text()], [401, '']);
    assert.equal(response.headers.get('content-type'), null);
    assert.equal(response.headers.get('www-authenticate'), 'Basic');
    assert.equal((await requestQr(gateway)).status, 200);
    assert.ok(!JSON.stringify(gateway.requests).includes(token));
  });
});
