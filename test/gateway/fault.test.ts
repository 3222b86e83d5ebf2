import assert from 'node:assert/strict';
import type { Fault } from './fault';
import type { Gateway } from './gateway';
import {
  requestQr,
  post,
  control,
  gateways,
  instanceId,
  manualClock,
  read,
  sessionStatus,
} from './testgateway';

describe('a scripted fault', () => {
  const open = gateways();
  const clock = manualClock();

  async function scripted(...faults: readonly Fault[]): Promise<Gateway> {
    const gateway = await open({
      now: clock.now,
      instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' } }],
    });
    gateway.instance(instanceId).script(...faults);
    return gateway;
  }

  for (const status of [200, 204, 304, 400, 401, 403, 404, 408, 422, 429, 500, 502, 503, 599]) {
    it(`answers ${status}`, async () => {
      assert.equal((await requestQr(await scripted({ status }))).status, status);
    });
  }

  it('sends text unchanged', async () => {
    const body = '<html>Bad gateway</html>';
    const response = await requestQr(
      await scripted({ status: 502, body, headers: { 'Content-Type': 'text/html' } }),
    );
    assert.equal(response.status, 502);
    assert.equal(response.headers.get('content-type'), 'text/html');
    assert.equal(await response.text(), body);
  });

  it('sends everything else as JSON, with 200 unless a status is given', async () => {
    const gateway = await scripted({ body: { code: 'quota_reached', message: 'Enough.' } }, { body: null });
    assert.deepEqual(await read(requestQr(gateway)), {
      status: 200,
      body: { code: 'quota_reached', message: 'Enough.' },
    });
    assert.deepEqual(await read(requestQr(gateway)), { status: 200, body: null });
  });

  it('delays the documented answer', async () => {
    const gateway = await scripted({ delay: 60 });
    const before = performance.now();
    assert.equal((await requestQr(gateway)).status, 200);
    const took = performance.now() - before;
    assert.ok(took >= 59, `It took ${took} ms.`);
  });

  it('drops the connection before the answer', async () => {
    const gateway = await scripted({ drop: 'beforeAnswer' });
    await assert.rejects(requestQr(gateway), TypeError);
    assert.equal(gateway.requests[0]?.outcome, 'dropped');
    assert.equal(gateway.requests[0].status, undefined);
  });

  for (const body of [{}, { body: 'ab' }]) {
    it(`drops the connection in the middle of the ${'body' in body ? `body "${body.body}"` : 'documented body'}`, async () => {
      const gateway = await scripted({ drop: 'midBody', ...body });
      await assert.rejects(
        requestQr(gateway).then((response) => response.text()),
        TypeError,
      );
      assert.equal(gateway.requests[0]?.outcome, 'dropped');
    });
  }

  it('fills the body with blanks up to the given size', async () => {
    const response = await requestQr(await scripted({ body: { code: 'long' }, size: 300_000 }));
    const text = await response.text();
    assert.equal(text.length, 300_000);
    assert.deepEqual(JSON.parse(text), { code: 'long' });
  });

  it('compresses a body of any length', async () => {
    const response = await requestQr(
      await scripted({ body: 'a', size: 20_000_000, encoding: 'gzip' }, { status: 500 }),
    );
    assert.equal(response.headers.get('content-encoding'), 'gzip');
    assert.equal((await response.text()).length, 20_000_000);
  });

  it('compresses the documented body', async () => {
    const response = await requestQr(await scripted({ encoding: 'gzip' }));
    assert.equal(await expiry(response), clock.now() + 60_000);
  });

  it('keeps the body open until the client disconnects', async () => {
    const gateway = await scripted({ body: 'a', endless: 5 });
    const disconnect = new AbortController();
    const response = await post(gateway, '/v2/auth/qr', { format: 'raw' }, disconnect.signal);
    let text = '';
    for await (const piece of response.body ?? []) {
      text += Buffer.from(piece as Uint8Array).toString();
      if (text.length > 3) break;
    }
    assert.match(text, /^a {3}/);
    const outcome = () => gateway.requests[0]?.outcome;
    assert.equal(outcome(), 'open');
    disconnect.abort();
    while (outcome() === 'open') await new Promise(setImmediate);
    assert.equal(outcome(), 'aborted');
  });

  it('sends Retry-After in seconds or as a date', async () => {
    const date = 'Wed, 01 Jul 2026 12:00:30 GMT';
    const gateway = await scripted({ status: 429, retryAfter: 30 }, { status: 503, retryAfter: date });
    assert.equal((await requestQr(gateway)).headers.get('retry-after'), '30');
    assert.equal((await requestQr(gateway)).headers.get('retry-after'), date);
  });

  it('moves only Date, or omits it', async () => {
    const gateway = await scripted({ dateSkew: -90_000 }, { dateSkew: 'absent' });
    const moved = await requestQr(gateway);
    assert.equal(moved.headers.get('date'), new Date(clock.now() - 90_000).toUTCString());
    assert.equal(await expiry(moved), clock.now() + 60_000);
    assert.equal((await requestQr(gateway)).headers.get('date'), null);
    assert.equal((await requestQr(gateway)).headers.get('date'), new Date(clock.now()).toUTCString());
  });

  it('redirects, with 302 unless a status is given', async () => {
    const redirect = 'https://elsewhere.example/v2/auth/qr';
    const gateway = await scripted({ redirect }, { redirect, status: 307 });
    for (const status of [302, 307]) {
      const response = await requestQr(gateway);
      assert.equal(response.status, status);
      assert.equal(response.headers.get('location'), redirect);
    }
  });

  it('adds headers to the documented answer', async () => {
    const response = await requestQr(await scripted({ headers: { 'X-Powered-By': 'PHP' } }));
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('x-powered-by'), 'PHP');
  });

  it('applies once, or the given number of times, in the order of the script', async () => {
    const gateway = await scripted({ status: 500, times: 2 }, { status: 503 });
    const statuses: number[] = [];
    for (let round = 0; round < 4; round += 1) statuses.push((await requestQr(gateway)).status);
    assert.deepEqual(statuses, [500, 500, 503, 200]);
  });

  it('with “always” applies until it is removed', async () => {
    const gateway = await scripted({ status: 500, times: 'always' });
    for (let round = 0; round < 3; round += 1) assert.equal((await requestQr(gateway)).status, 500);
    gateway.instance(instanceId).faults.clear();
    assert.equal((await requestQr(gateway)).status, 200);
  });

  it('waits for a request of its path', async () => {
    const gateway = await scripted({ status: 500, path: '/v2/session/info' });
    assert.equal((await requestQr(gateway)).status, 200);
    assert.equal((await post(gateway, '/v2/session/info')).status, 500);
  });

  it('affects no other instance', async () => {
    const gateway = await open({ instances: [{ id: instanceId }, { id: 'OTHER' }] });
    gateway.instance('OTHER').script({ status: 500 });
    assert.equal((await post(gateway, '/v2/session/info')).status, 200);
  });

  it('prevents the effect of a request that it answers', async () => {
    const gateway = await scripted({ status: 500 });
    await post(gateway, '/v2/session/stop');
    assert.equal(await sessionStatus(gateway), 'SCAN_QR_CODE');
  });

  it('can be added and removed from another process', async () => {
    const gateway = await scripted();
    const route = `/control/instances/${instanceId}/faults`;
    const posted = await read(control(gateway, route, [{ status: 500, times: 'always' }, { status: 503 }]));
    assert.deepEqual(posted, { status: 200, body: { id: instanceId, status: 'SCAN_QR_CODE', faults: 2 } });
    assert.equal((await requestQr(gateway)).status, 500);
    await control(gateway, route, []);
    assert.equal((await requestQr(gateway)).status, 200);
    await control(gateway, route, { status: 418 });
    assert.equal((await requestQr(gateway)).status, 418);
  });

  for (const wrong of [
    { status: 99 },
    { times: 0 },
    { delay: -1 },
    { drop: 'later' },
    { size: 0 },
    { encoding: 'br' },
    { endless: 0 },
    { stauts: 500 },
    'all',
  ]) {
    it(`is refused if it is ${JSON.stringify(wrong)}`, async () => {
      const gateway = await scripted();
      const refused = await control(gateway, `/control/instances/${instanceId}/faults`, wrong);
      assert.equal(refused.status, 400);
      assert.equal(gateway.instance(instanceId).faults.length, 0);
    });
  }
});

describe('a gateway with another clock', () => {
  const open = gateways();

  it('moves Date and expiry by the same amount', async () => {
    const clock = manualClock();
    const gateway = await open({
      now: clock.now,
      instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' } }],
    });
    gateway.setDateSkew(3_600_000);
    const response = await requestQr(gateway);
    assert.equal(response.headers.get('date'), new Date(clock.now() + 3_600_000).toUTCString());
    assert.equal(await expiry(response), clock.now() + 3_660_000);
  });
});

describe('an instance with a latency', () => {
  const open = gateways();

  it('takes that long to answer, scaled', async () => {
    const gateway = await open({ scale: 0.1, instances: [{ id: instanceId, latency: 600 }] });
    const before = performance.now();
    await requestQr(gateway);
    const took = performance.now() - before;
    assert.ok(took >= 59 && took < 600, `It took ${took} ms.`);
  });
});

async function expiry(response: Response): Promise<unknown> {
  const { data } = (await response.json()) as { data: string };
  return (JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as { expiry: unknown }).expiry;
}
