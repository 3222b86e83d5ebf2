import assert from 'node:assert/strict';
import { steadyClock } from '../../../../src/core/time/clock';
import type { Failure } from '../../../../src/core/failures/failure';
import type { HttpAnswer, HttpRequest } from '../../../../src/core/http/exchange';
import { unreadableAnswer, sendRequest } from '../../../../src/core/http/exchange';
import type { Reaction } from '../../fakes/fetch';
import { connectionError, FakeFetch, text } from '../../fakes/fetch';
import { epoch, FakeMachine } from '../../fakes/machine';
import { entries } from '../../samples/entries';

const url = 'https://gateway.example/v2/auth/qr';

/** Sends one request to a server with given reactions. */
function send(
  reactions: readonly Reaction[],
  request: Partial<HttpRequest> = {},
): { answer: Promise<HttpAnswer | Failure>; server: FakeFetch; machine: FakeMachine } {
  const server = new FakeFetch(...reactions);
  const machine = new FakeMachine();
  const signal = new AbortController().signal;
  const answer = sendRequest(server.fetch, steadyClock(machine), { url, body: '{}', signal, ...request });
  return { answer, server, machine };
}

/** A redirect. */
function redirect(location: string, status = 307): Response {
  return new Response(null, { status, headers: { Location: location } });
}

describe('sendRequest', () => {
  it('sends JSON and accepts JSON, without following redirects or sending cookies', async () => {
    const { answer, server } = send([text(200, '{}')], { body: '{"a":1}' });
    await answer;
    const { init } = server.request;
    assert.equal(init.method, 'POST');
    assert.equal(init.body, '{"a":1}');
    assert.deepEqual(init.headers, { Accept: 'application/json', 'Content-Type': 'application/json' });
    assert.equal(init.redirect, 'manual');
    assert.equal(init.credentials, 'omit');
    assert.equal((init as { cache?: string }).cache, 'no-store');
  });

  it('sends neither a body nor its type if there is none', async () => {
    const server = new FakeFetch(text(200, '{}'));
    await sendRequest(server.fetch, steadyClock(new FakeMachine()), {
      url,
      signal: new AbortController().signal,
    });
    assert.deepEqual(server.request.init.headers, { Accept: 'application/json' });
    assert.ok(!('body' in server.request.init));
  });

  it('reads status, type, size, text and the headers that matter', async () => {
    const headers = { Date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'Retry-After': '7' };
    const { answer } = send([text(429, '{"é":1}', 'Application/JSON; charset=utf-8', headers)]);
    assert.deepEqual(await answer, {
      status: 429,
      type: 'application/json',
      body: '{"é":1}',
      bytes: 8,
      date: headers.Date,
      retryAfter: '7',
      startedAt: epoch,
      receivedAt: epoch,
    });
  });

  it('tells its times on the user’s clock as it is set now, since an expiry is a date', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    machine.jump(-3_600_000);
    await machine.pass(1_000);
    const server = new FakeFetch(text(200, '{}'));
    const answer = await sendRequest(server.fetch, clock, { url, signal: new AbortController().signal });
    assert.ok('status' in answer && 'body' in answer);
    assert.deepEqual([answer.startedAt, answer.receivedAt], [machine.wall(), machine.wall()]);
  });

  for (const [header, login] of [
    ['Basic realm="x"', 'basic'],
    ['basic', 'basic'],
    ['Bearer', undefined],
    ['Basically', undefined],
  ] as const)
    it(`reads WWW-Authenticate: ${header} as ${login ?? 'no login of a page'}`, async () => {
      const answer = await send([text(401, '', 'text/html', { 'WWW-Authenticate': header })]).answer;
      assert.ok(!('kind' in answer));
      assert.equal(answer.login, login);
    });

  it('notices a firewall by its header', async () => {
    for (const [headers, challenge] of [
      [{ 'cf-mitigated': 'challenge' }, true],
      [{ server: 'cloudflare' }, undefined],
    ] as const) {
      const answer = await send([text(403, '', 'text/html', headers)]).answer;
      assert.ok(!('kind' in answer));
      assert.equal(answer.challenge, challenge);
    }
  });

  for (const [header, type] of [
    ['text/html', 'text/html'],
    ['image/svg+xml', 'image/svg+xml'],
    ['nonsense', ''],
    ['text/<script>', ''],
    ['', ''],
  ] as const) {
    it(`reads the type "${header}" as "${type}"`, async () => {
      const answer = await send([text(200, 'x', header)]).answer;
      assert.ok('type' in answer);
      assert.equal(answer.type, type);
    });
  }

  it('joins characters that arrive in pieces, and removes a byte order mark', async () => {
    const bytes = new TextEncoder().encode('\ufeff"é€😀"');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const answer = await send([new Response(body)]).answer;
    assert.ok('body' in answer);
    assert.equal(answer.body, '"é€😀"');
  });

  it('reads an answer without a body', async () => {
    const answer = await send([new Response(null, { status: 204 })]).answer;
    assert.ok('body' in answer);
    assert.equal(answer.body, '');
  });

  describe('within its limits', () => {
    const limit = 256 * 1_024;

    for (const status of [401, 500])
      it(`ignores the body of an error if it is too long: ${status}`, async () => {
        const answer = await send([text(status, 'x'.repeat(limit + 1))]).answer;
        assert.ok(!('kind' in answer));
        assert.deepEqual([answer.status, answer.body], [status, '']);
      });

    it('reads 256 KiB', async () => {
      const answer = await send([text(200, 'x'.repeat(limit))]).answer;
      assert.ok('bytes' in answer);
      assert.equal(answer.bytes, limit);
    });

    it('refuses one byte more', async () => {
      const answer = await send([text(200, 'x'.repeat(limit + 1))]).answer;
      assert.deepEqual(answer, { kind: 'protocol', status: 200, detail: 'text/plain, > 256 KiB' });
    });

    it('stops reading a body that never ends', async () => {
      let cancelled = false;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(new Uint8Array(60_000));
        },
        cancel() {
          cancelled = true;
        },
      });
      const answer = await send([new Response(endless)]).answer;
      assert.ok('kind' in answer);
      assert.equal(answer.kind, 'protocol');
      assert.ok(cancelled);
    });

    it('gives up after 25 s without an answer, not before, and leaves no timer', async () => {
      const { answer, server, machine } = send([undefined]);
      await machine.pass(24_999);
      assert.equal(server.request.init.signal?.aborted, false);
      await machine.pass(1);
      assert.deepEqual(await answer, { kind: 'timeout' });
      assert.equal(machine.timers, 0);
    });

    it('gives up after 25 s on a body that gets stuck', async () => {
      const machine = new FakeMachine();
      const signal = new AbortController().signal;
      const answer = sendRequest(
        (_url, init) => {
          const stuck = new ReadableStream<Uint8Array>({
            start(controller) {
              init.signal?.addEventListener('abort', () => {
                controller.error(new DOMException('aborted', 'AbortError'));
              });
            },
          });
          return Promise.resolve(new Response(stuck));
        },
        steadyClock(machine),
        { url, signal },
      );
      await machine.pass(25_000);
      assert.deepEqual(await answer, { kind: 'timeout' });
      assert.equal(machine.timers, 0);
    });

    it('gives up after 25 s even if the connection ignores the abort', async () => {
      const machine = new FakeMachine();
      const stuck = (): Promise<Response> => new Promise(() => undefined);
      const { signal } = new AbortController();
      const answer = sendRequest(stuck, steadyClock(machine), { url, signal });
      await machine.pass(25_000);
      assert.deepEqual(await answer, { kind: 'timeout' });
      assert.equal(machine.timers, 0);
    });

    it('ends when it is aborted, and leaves no timer', async () => {
      const controller = new AbortController();
      const { answer, machine } = send([undefined], { signal: controller.signal });
      controller.abort();
      assert.deepEqual(await answer, { kind: 'givenUp' });
      assert.equal(machine.timers, 0);
    });

    it('isn’t sent if it was given up before', async () => {
      const { answer } = send([undefined], { signal: AbortSignal.abort() });
      assert.deepEqual(await answer, { kind: 'givenUp' });
    });
  });

  describe('when redirected', () => {
    for (const status of [301, 302, 303, 307, 308]) {
      it(`follows ${status} within the origin, with the same request`, async () => {
        const { answer, server } = send([redirect('/elsewhere?x=1', status), text(200, 'ok')]);
        assert.ok('status' in (await answer));
        const [first, second] = server.requests;
        assert.equal(second?.url, 'https://gateway.example/elsewhere?x=1');
        assert.deepEqual(second.init, first?.init);
      });
    }

    for (const [location, detail] of [
      ['https://evil.example/v2/auth/qr', 'https://evil.example'],
      ['//evil.example/', 'https://evil.example'],
      ['http://gateway.example/v2/auth/qr', 'http://gateway.example'],
      ['https://gateway.example:8443/', 'https://gateway.example:8443'],
      ['https://gateway.example.evil.example/', 'https://gateway.example.evil.example'],
    ] as const) {
      it(`sends nothing to ${location}`, async () => {
        const { answer, server } = send([redirect(location), text(200, 'stolen')]);
        assert.deepEqual(await answer, { kind: 'redirect', status: 307, detail });
        assert.equal(server.requests.length, 1);
      });
    }

    it('notices another origin at a later hop too', async () => {
      const { answer, server } = send([redirect('/a'), redirect('https://evil.example/'), text(200, 'x')]);
      assert.deepEqual(await answer, { kind: 'redirect', status: 307, detail: 'https://evil.example' });
      assert.equal(server.requests.length, 2);
    });

    it('refuses a redirect whose target is unreadable or hidden', async () => {
      for (const target of ['http://[', 'data:text/plain,x'])
        assert.deepEqual(await send([redirect(target)]).answer, { kind: 'redirect', status: 307 });
      const opaque = Object.defineProperties(new Response(null), {
        type: { value: 'opaqueredirect' },
        status: { value: 0 },
      });
      assert.deepEqual(await send([opaque]).answer, { kind: 'redirect', status: 0 });
    });

    it('follows at most three redirects', async () => {
      const hops = Array.from({ length: 10 }, (_, hop) => redirect(`/${hop}`));
      const { answer, server } = send(hops);
      assert.deepEqual(await answer, { kind: 'redirectLoop' });
      assert.equal(server.requests.length, 4);
    });

    it('stops after one round of a loop', async () => {
      for (const [round, requests] of [
        [[url], 1],
        [['/a', url], 2],
        [['/a', '/b', '/b'], 3],
      ] as const) {
        const { answer, server } = send([...round.map((target) => redirect(target)), text(200, 'x')]);
        assert.deepEqual(await answer, { kind: 'redirectLoop' });
        assert.equal(server.requests.length, requests);
      }
    });
  });

  describe('without a connection', () => {
    for (const [kind, codes] of entries({
      network: ['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_SOCKET'],
      certificate: ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    }))
      for (const code of codes)
        it(`returns the system’s code ${code} as a failure of kind ${kind}`, async () => {
          assert.deepEqual(await send([connectionError(code)]).answer, { kind, detail: code });
        });

    for (const [number, failure] of entries({
      407: { kind: 'proxy', status: 407 },
      403: { kind: 'network', detail: 'proxy: 403' },
    } as const))
      it(`recognizes a proxy’s ${number} by the message of the editor’s fetch`, async () => {
        const refusal = Object.assign(new Error(`Proxy response (${number}) !== 200 when HTTP Tunneling`), {
          code: 'UND_ERR_ABORTED',
        });
        const cancelled = Object.assign(new Error('Request was cancelled.', { cause: refusal }), { code: 0 });
        const error = new TypeError('fetch failed', { cause: cancelled });
        assert.deepEqual(await send([error]).answer, failure);
      });

    it('keeps the message of an error out, since it may quote the request', async () => {
      for (const error of [
        new TypeError(`Failed to parse ${url}?access_token=secret`),
        connectionError('https://x.example/?access_token=secret'),
        Object.assign(new Error('secret'), { code: 7 }),
      ])
        assert.deepEqual(await send([error]).answer, { kind: 'network' });
    });

    it('handles an error that is its own cause', async () => {
      const error = new Error('round');
      error.cause = error;
      assert.deepEqual(await send([error]).answer, { kind: 'network' });
    });

    it('notices a connection that breaks while the body arrives', async () => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"mime'));
          controller.error(connectionError('ECONNRESET'));
        },
      });
      const answer = await send([new Response(body)]).answer;
      assert.deepEqual(answer, { kind: 'network', detail: 'ECONNRESET' });
    });
  });
});

describe('unreadableAnswer', () => {
  it('contains only type and size', () => {
    const detail = (type: string, bytes: number): string | undefined =>
      unreadableAnswer({ type, bytes, status: 200 }).detail;
    assert.equal(detail('text/html', 0), 'text/html, 0 B');
    assert.equal(detail('', 1_023), '?, 1023 B');
    assert.equal(detail('image/png', 5_000), 'image/png, 5 KiB');
  });
});
