import assert from 'node:assert/strict';
import fc from 'fast-check';
import { steadyClock } from '../../../src/core/clock';
import type { Answer, Call } from '../../../src/core/gateway';
import { describe as describeEntry } from '../../../src/core/trace';
import type { Credentials } from '../../../src/core/wawp';
import { wawpGateway } from '../../../src/core/wawp';
import type { Reaction } from '../fakes/fetch';
import { connectionError, FakeFetch, json, text } from '../fakes/fetch';
import { epoch, FakeMachine } from '../fakes/machine';
import { bodyNames } from '../samples/bodynames';
import { documentedBody, documentedValue } from '../samples/documented';
import { arbitraryLinkingCode, envelope, linkingCode } from '../samples/linkingcodes';

const token = 'TOKEN+sentinel/"7f3a"=';
const instanceId = 'INSTANCE1234';
const base = 'https://gateway.example/api';

/** Makes one call to a gateway that reacts as told. */
async function ask(
  call: Call,
  reaction: Reaction,
  credentials: Credentials = 'body',
  stored: () => Promise<string | undefined> = () => Promise.resolve(token),
): Promise<{ answer: Answer; server: FakeFetch; lines: string[] }> {
  const server = new FakeFetch(reaction);
  const lines: string[] = [];
  const gateway = wawpGateway({
    endpoint: { base, origin: 'https://gateway.example' },
    instanceId,
    token: stored,
    credentials,
    fetch: server.fetch,
    clock: steadyClock(new FakeMachine()),
    note: (entry) => lines.push(describeEntry(entry)),
  });
  const answer = await gateway.ask(call, new AbortController().signal);
  return { answer, server, lines };
}

/** What the gateway's reaction to a call is read as. */
async function read(call: Call, reaction: Reaction): Promise<Answer> {
  return (await ask(call, reaction)).answer;
}

describe('The Wawp dialect', () => {
  describe('asks', () => {
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

    for (const call of ['qr', 'session', 'start', 'restart'] as const) {
      it(`for ${call} by POST ${paths[call]}, credentials in the body and nowhere else`, async () => {
        const { url, init } = (await ask(call, json(200, {}))).server.request;
        assert.equal(url, base + paths[call]);
        assert.equal(init.method, 'POST');
        assert.ok(typeof init.body === 'string');
        assert.deepEqual(JSON.parse(init.body), bodies[call]);
        assert.ok(!JSON.stringify(init.headers).includes('TOKEN'));
      });

      it(`for ${call} with the credentials in the query and nowhere else where the setting says so`, async () => {
        const { url, init } = (await ask(call, json(200, {}), 'query')).server.request;
        const { origin, pathname, searchParams } = new URL(url);
        assert.equal(origin + pathname, base + paths[call]);
        assert.deepEqual(Object.fromEntries(searchParams), {
          instance_id: instanceId,
          access_token: token,
        });
        assert.equal(init.body, call === 'qr' ? '{"format":"raw"}' : undefined);
      });
    }
  });

  it('asks nothing without a token, and of a keychain that can’t be opened neither', async () => {
    for (const stored of [() => Promise.resolve(undefined), () => Promise.reject(new Error('locked'))]) {
      const { answer, server } = await ask('qr', json(200, {}), 'body', stored);
      assert.deepEqual(answer, { kind: 'failure', failure: { kind: 'token' } });
      assert.equal(server.requests.length, 0);
    }
  });

  describe('reads a code', () => {
    const ready = { kind: 'code', value: linkingCode, known: true };

    it('from the source document’s sample', async () => {
      assert.deepEqual(await read('qr', text(200, documentedBody, 'application/json')), {
        kind: 'code',
        value: documentedValue,
        known: false,
      });
    });

    for (const [name, expiry, ttl] of [
      ['in milliseconds', epoch + 20_000, 20_000],
      ['in seconds', epoch / 1_000 + 20, 20_000],
      ['as a numeric text', String(epoch + 20_000), 20_000],
      ['as an ISO date', new Date(epoch + 20_000).toISOString(), 20_000],
      ['that is past', epoch - 1_000, -1_000],
      ['that is implausible', epoch + 301_000, undefined],
      ['that makes no sense', 'soon', undefined],
      ['of null', null, undefined],
    ] as const) {
      it(`with an expiry ${name}`, async () => {
        const answer = await read('qr', json(200, envelope({ value: linkingCode, expiry })));
        assert.deepEqual(answer, { ...ready, ...(ttl !== undefined && { ttl: { least: ttl, most: ttl } }) });
      });
    }

    it('with its life measured on the gateway’s clock, covered early rather than late', async () => {
      const hourOff = epoch + 3_600_000;
      const answer = await read(
        'qr',
        json(200, envelope({ value: linkingCode, expiry: hourOff + 20_000 }), {
          Date: new Date(hourOff).toUTCString(),
        }),
      );
      assert.deepEqual(answer, { ...ready, ttl: { least: 19_000, most: 20_000 } });
    });

    it('in a plain text', async () => {
      assert.deepEqual(await read('qr', text(200, linkingCode, 'text/plain')), ready);
    });

    it('of another form, and says so', async () => {
      assert.deepEqual(await read('qr', json(200, envelope({ value: 'something else' }))), {
        kind: 'code',
        value: 'something else',
        known: false,
      });
    });

    it('as none where it is empty, blank, missing or null', async () => {
      for (const body of [
        envelope({ value: '' }),
        envelope({ value: ' \n' }),
        envelope({}),
        envelope({ value: null }),
        { data: '' },
        { data: null },
        { value: '' },
        { qr: null },
      ])
        assert.deepEqual(await read('qr', json(200, body)), { kind: 'empty' }, JSON.stringify(body));
    });

    it('up to what a QR code holds, counted in bytes', async () => {
      const longest = `2@${'x'.repeat(2_951)}`;
      assert.equal((await read('qr', json(200, { value: longest }))).kind, 'code');
      for (const value of [`${longest}x`, '€'.repeat(985)]) {
        const answer = await read('qr', json(200, { value }));
        assert.ok(answer.kind === 'failure');
        assert.equal(answer.failure.kind, 'tooLong');
      }
    });
  });

  describe('does not understand', () => {
    const bodies = {
      HTML: text(200, '<!doctype html><p>Hello', 'text/html'),
      'a picture': text(200, new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'image/png'),
      'a picture in the envelope': json(200, { mimetype: 'image/png', data: 'iVBORw0KGgo=' }),
      'a picture as a data URL': json(200, { qr: 'data:image/png;base64,iVBORw0KGgo=' }),
      'an empty body': text(200, '', 'application/json'),
      'no content': new Response(null, { status: 204 }),
      'JSON of another shape': json(200, { ok: true }),
      'a list': json(200, []),
      'cut Base64': json(200, { data: envelope({ value: linkingCode }).data.slice(0, -3) }),
      'cut JSON': text(200, '{"mimetype":"application/json","da', 'application/json'),
      'more than 256 KiB': json(200, { value: 'x'.repeat(256 * 1_024) }),
      'a redirect to nowhere': new Response(null, { status: 304 }),
    };
    for (const [name, response] of Object.entries(bodies)) {
      it(name, async () => {
        const answer = await read('qr', response);
        assert.ok(answer.kind === 'failure');
        assert.equal(answer.failure.kind, 'protocol');
        assert.match(answer.failure.detail ?? '', /^[\w./+?-]+, (> )?\d+ (B|KiB)$/);
        assert.equal(answer.failure.message, undefined);
      });
    }
  });

  describe('reads a 422', () => {
    const upstream = {
      error: 'Session status is not as expected. Try again later or restart the session',
      session: 'default',
      expected: ['SCAN_QR_CODE'],
    };
    for (const [word, status] of [
      ['STARTING', 'STARTING'],
      ['SCAN_QR_CODE', 'SCAN_QR_CODE'],
      ['WORKING', 'WORKING'],
      ['FAILED', 'FAILED'],
      ['STOPPED', 'STOPPED'],
      ['PASSKEY_REQUIRED', 'PASSKEY'],
      ['PASSKEY_CONFIRMATION_REQUIRED', 'PASSKEY'],
      ['starting', 'unknown'],
      ['', 'unknown'],
      ['toString', 'unknown'],
      [422, 'unknown'],
      [null, 'unknown'],
      [undefined, 'unknown'],
    ] as const) {
      it(`with status ${JSON.stringify(word)} as ${status}`, async () => {
        assert.deepEqual(await read('qr', json(422, { ...upstream, status: word })), {
          kind: 'status',
          status,
        });
      });
    }

    it('that is no JSON as unclear, whatever its words say', async () => {
      for (const body of ['', 'Session is WORKING', '<error>FAILED</error>', '"STARTING"', '[]'])
        assert.deepEqual(await read('qr', text(422, body)), { kind: 'status', status: 'unknown' });
    });
  });

  describe('reads trouble', () => {
    for (const [status, kind] of [
      [400, 'request'],
      [401, 'token'],
      [403, 'forbidden'],
      [404, 'instance'],
      [405, 'request'],
      [408, 'unavailable'],
      [410, 'instance'],
      [425, 'unavailable'],
      [429, 'rateLimit'],
      [500, 'unavailable'],
      [502, 'unavailable'],
      [503, 'unavailable'],
      [599, 'unavailable'],
    ] as const) {
      for (const call of ['qr', 'session', 'restart'] as const) {
        it(`${status} to ${call} as ${kind}`, async () => {
          assert.deepEqual(await read(call, json(status, { message: 'Sorry.' })), {
            kind: 'failure',
            failure: { kind, status, message: 'Sorry.' },
          });
        });
      }
    }

    for (const [code, kind] of [
      ['missing_param', 'request'],
      ['invalid_access_token', 'token'],
      ['quota_reached', 'forbidden'],
      ['subscription_required', 'forbidden'],
      ['invalid_instance', 'instance'],
      ['invalid_session', 'instance'],
      ['wawp_upstream_error', 'unavailable'],
      ['server_not_found', 'unavailable'],
      [401, 'token'],
      ['404', 'instance'],
      [429, 'rateLimit'],
      [503, 'unavailable'],
    ] as const) {
      for (const status of [200, 400, 500]) {
        if (status !== 200 && !String(code).includes('_')) continue;
        it(`${status} with code ${JSON.stringify(code)} as ${kind}`, async () => {
          const told = String(code).includes('_') ? status : Number(code);
          for (const data of [undefined, null, ''])
            assert.deepEqual(await read('qr', json(status, { code, message: 'Sorry.', data })), {
              kind: 'failure',
              failure: { kind, status: told, message: 'Sorry.' },
            });
        });
      }
    }

    it('a success with code 422 as a 422', async () => {
      assert.deepEqual(await read('qr', json(200, { code: 422, message: 'Not yet', status: 'FAILED' })), {
        kind: 'status',
        status: 'FAILED',
      });
      assert.deepEqual(await read('qr', json(200, { code: '422', message: 'Not yet' })), {
        kind: 'status',
        status: 'unknown',
      });
    });

    it('a success with a code nobody documented as not understood', async () => {
      for (const code of ['toString', '__proto__', 'whatever', 0, 200]) {
        const answer = await read('qr', json(200, { code, message: 'Sorry.' }));
        assert.ok(answer.kind === 'failure');
        assert.equal(answer.failure.kind, 'protocol');
      }
    });

    it('with the gateway’s words, wherever they stand', async () => {
      for (const reaction of [
        json(403, { message: 'No.' }),
        json(403, { error: 'No.' }),
        json(403, { message: 7, error: 'No.' }),
        text(403, 'No.'),
      ])
        assert.deepEqual(await read('qr', reaction), {
          kind: 'failure',
          failure: { kind: 'forbidden', status: 403, message: 'No.' },
        });
    });

    it('without words where they are markup', async () => {
      for (const type of ['text/html', 'application/xml'])
        assert.deepEqual(await read('qr', text(502, '<b>Bad gateway</b>', type)), {
          kind: 'failure',
          failure: { kind: 'unavailable', status: 502 },
        });
    });

    for (const [header, retryAfterMs] of [
      ['30', 30_000],
      [' 0 ', 0],
      [new Date(epoch + 90_000).toUTCString(), 90_000],
      [new Date(epoch - 90_000).toUTCString(), 0],
      ['soon', undefined],
      ['-5', undefined],
      ['1.5', undefined],
      ['', undefined],
    ] as const) {
      it(`with Retry-After "${header}" as ${retryAfterMs ?? 'no wait told'}`, async () => {
        const answer = await read('qr', json(429, {}, { 'Retry-After': header }));
        assert.deepEqual(answer, {
          kind: 'failure',
          failure: { kind: 'rateLimit', status: 429, ...(retryAfterMs !== undefined && { retryAfterMs }) },
        });
      });
    }

    it('with a Retry-After date on the gateway’s own clock', async () => {
      const hourOff = epoch + 3_600_000;
      const headers = {
        Date: new Date(hourOff).toUTCString(),
        'Retry-After': new Date(hourOff + 45_000).toUTCString(),
      };
      const answer = await read('qr', json(503, {}, headers));
      assert.ok(answer.kind === 'failure');
      assert.equal(answer.failure.retryAfterMs, 45_000);
    });

    it('without any answer', async () => {
      assert.deepEqual(await read('qr', connectionError('ECONNREFUSED')), {
        kind: 'failure',
        failure: { kind: 'network', detail: 'ECONNREFUSED' },
      });
    });

    it('a redirect to another origin', async () => {
      const away = new Response(null, { status: 302, headers: { Location: 'https://evil.example/' } });
      assert.deepEqual(await read('qr', away), {
        kind: 'failure',
        failure: { kind: 'redirect', status: 302, detail: 'https://evil.example' },
      });
    });
  });

  describe('reads a session', () => {
    it('with its account', async () => {
      const body = {
        name: 'wawp-84729105',
        status: 'WORKING',
        config: {},
        me: { id: '201012345678@c.us', pushName: 'John Doe' },
      };
      assert.deepEqual(await read('session', json(200, body)), {
        kind: 'status',
        status: 'WORKING',
        account: { name: 'John Doe', number: '+201012345678' },
      });
    });

    for (const [me, account] of [
      [undefined, undefined],
      [null, undefined],
      ['John', undefined],
      [{}, {}],
      [{ id: '201012345678:12@s.whatsapp.net' }, { number: '+201012345678' }],
      [{ id: '81237998723@lid', pushName: null }, {}],
      [{ id: 7, pushName: 'Jo\u202e\nhn' }, { name: 'Jo hn' }],
      [{ id: 'x@c.us', pushName: ' ' }, {}],
    ] as const) {
      it(`whose account is ${JSON.stringify(me)}`, async () => {
        assert.deepEqual(await read('session', json(200, { status: 'WORKING', me })), {
          kind: 'status',
          status: 'WORKING',
          ...(account && { account }),
        });
      });
    }

    it('without a status as trouble', async () => {
      for (const body of [{}, { status: 7 }, [], 'STARTING']) {
        const answer = await read('session', json(200, body));
        assert.ok(answer.kind === 'failure');
        assert.equal(answer.failure.kind, 'protocol');
      }
      assert.deepEqual(await read('session', json(200, { code: 'invalid_session', message: 'None.' })), {
        kind: 'failure',
        failure: { kind: 'instance', status: 200, message: 'None.' },
      });
    });
  });

  it('takes any success of a start or restart as done', async () => {
    for (const call of ['start', 'restart'] as const)
      for (const reaction of [
        json(200, { status: 'STARTING' }),
        text(201, ''),
        text(200, '<p>', 'text/html'),
      ])
        assert.deepEqual(await read(call, reaction), { kind: 'done' });
  });

  describe('keeps to itself', () => {
    /** What a careless gateway may echo. */
    const echoes = [
      `Bad token ${token}`,
      `Bad request /v2/auth/qr?${new URLSearchParams({ access_token: token }).toString()}`,
      `Bad body ${JSON.stringify({ access_token: token })}`,
    ];

    it('the token, in every spelling in which the gateway echoes it', async () => {
      for (const echo of echoes)
        for (const reaction of [json(401, { message: echo }), json(500, { error: echo }), text(400, echo)]) {
          const answer = await read('qr', reaction);
          assert.ok(answer.kind === 'failure');
          assert.match(answer.failure.message ?? '', /^Bad .*•••/);
          assert.ok(!JSON.stringify(answer).includes('sentinel'));
        }
    });

    it('token, instance ID and value when it logs', async () => {
      const reactions = [
        (): Reaction => json(200, envelope({ value: linkingCode, expiry: epoch + 20_000 })),
        (): Reaction => json(200, envelope({ value: linkingCode })),
        (): Reaction => json(200, { value: '' }),
        (): Reaction => json(200, { value: 'x'.repeat(3_000) }),
        (): Reaction => json(422, { status: `STARTING ${token}` }),
        (): Reaction => json(401, { message: `${token} ${instanceId}` }),
        (): Reaction => text(200, `<p>${token}`, `text/${token}`),
        (): Reaction => connectionError(`E ${token}`),
        (): Reaction =>
          new Response(null, { status: 302, headers: { Location: `https://x.example/?${instanceId}` } }),
      ];
      for (const call of ['qr', 'session', 'start', 'restart', 'logout'] as const)
        for (const credentials of ['body', 'query'] as const)
          for (const reaction of reactions) {
            const { lines } = await ask(call, reaction(), credentials);
            assert.equal(lines.length, 1);
            assert.match(lines[0] ?? '', /^POST \/v2\/[a-z/]+ (\d{3}|—) in \d+ ms: [\w ,()/?.>-]+$/);
            assert.doesNotMatch(lines[0] ?? '', /sentinel|INSTANCE|2@/);
          }
    });

    it('writes one readable line for a call', async () => {
      const body = envelope({ value: linkingCode, expiry: epoch + 20_000 });
      assert.deepEqual((await ask('qr', json(200, body))).lines, [
        'POST /v2/auth/qr 200 in 0 ms: a code, 20 s left',
      ]);
      assert.deepEqual((await ask('session', connectionError('ENOTFOUND'))).lines, [
        'POST /v2/session/info — in 0 ms: network (ENOTFOUND)',
      ]);
    });
  });

  it('draws no value whose bytes were damaged on the way', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ value: linkingCode }));
    bytes[bytes.length >> 1] = 0xff;
    const { answer } = await ask(
      'qr',
      new Response(bytes, { headers: { 'Content-Type': 'application/json' } }),
    );
    assert.ok(answer.kind === 'failure' && answer.failure.kind === 'protocol');
  });

  describe('whatever comes', () => {
    const anyStatus = fc.constantFrom(200, 201, 299, 300, 400, 401, 404, 422, 429, 500, 503);
    const anyType = fc.constantFrom('application/json', 'text/plain', 'text/html', 'image/png', '');
    const anyCall = fc.constantFrom<Call>('qr', 'session', 'start', 'restart');
    const likelyKeys = fc.constantFrom<string>(...bodyNames);
    const likelyJson = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('', ' ', 'STARTING', linkingCode, envelope({ value: linkingCode }).data),
        fc.jsonValue(),
        tie('object'),
      ),
      object: fc.dictionary(likelyKeys, tie('value'), { maxKeys: 5 }),
    })).object;
    const anyBody = fc.oneof(
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.json(),
      likelyJson.map((value) => JSON.stringify(value)),
      likelyJson.map((value) => JSON.stringify(envelope(value))),
    );

    it('it answers, and never with an empty value', () =>
      fc.assert(
        fc.asyncProperty(anyCall, anyStatus, anyType, anyBody, async (call, status, type, body) => {
          const answer = await read(call, text(status, body, type));
          if (answer.kind !== 'code') return;
          assert.equal(call, 'qr');
          assert.notEqual(answer.value.trim(), '');
          assert.ok(answer.ttl === undefined || Math.abs(answer.ttl.most) <= 300_000);
        }),
        { numRuns: 2_000 },
      ));

    it('a code that was sent whole arrives byte for byte', () =>
      fc.assert(
        fc.asyncProperty(arbitraryLinkingCode, async (value) => {
          assert.deepEqual(await read('qr', json(200, envelope({ value }))), {
            kind: 'code',
            value,
            known: true,
          });
        }),
      ));
  });
});
