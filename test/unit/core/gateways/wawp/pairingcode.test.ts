import type { Credentials } from '../../../../../src/core/gateways/gateway';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Reaction } from '../../../fakes/fetch';
import { json, text } from '../../../fakes/fetch';
import { send, instanceId, token } from './request';

const number = '201099887766';

function request(reaction: Reaction, credentials?: Credentials): ReturnType<typeof send> {
  return send('pairingCode', reaction, credentials, undefined, number);
}

describe('A pairing code from Wawp', () => {
  it('is requested with the phone number in the body, never in the URL', async () => {
    for (const credentials of ['body', 'query'] as const) {
      const { url, init } = (await request(json(200, {}), credentials)).server.request;
      assert.equal(new URL(url).pathname, '/api/v2/auth/request-code');
      assert.ok(!url.includes(number));
      const identity = credentials === 'body' ? { instance_id: instanceId, access_token: token } : {};
      assert.deepEqual(JSON.parse(init.body as string), { ...identity, phone_number: number });
    }
  });

  const code = fc
    .array(fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')), {
      minLength: 8,
      maxLength: 8,
    })
    .map((letters) => letters.join(''));

  it('is read as eight characters in every spelling', () =>
    fc.assert(
      fc.asyncProperty(
        code,
        fc.constantFrom('-', '', ' '),
        fc.boolean(),
        fc.boolean(),
        async (letters, gap, small, inData) => {
          const written = `${letters.slice(0, 4)}${gap}${letters.slice(4)}`;
          const body = { code: small ? written.toLowerCase() : written };
          const { answer, lines } = await request(json(200, inData ? { data: body } : body));
          assert.deepEqual(answer, { kind: 'pairingCode', code: letters });
          assert.deepEqual(lines, ['POST /v2/auth/request-code 200 in 0 ms: a pairing code']);
        },
      ),
    ));

  it('always has eight characters', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.record({ code: fc.oneof(fc.string(), fc.jsonValue()), message: fc.string() }),
          fc.record({ data: fc.jsonValue() }),
          fc.jsonValue(),
        ),
        fc.constantFrom(200, 201, 400, 422, 500),
        async (body, status) => {
          const { answer } = await request(text(status, JSON.stringify(body), 'application/json'));
          if (answer.kind === 'pairingCode') assert.match(answer.code, /^[A-Z0-9]{8}$/);
          else assert.ok(['failure', 'status', 'empty'].includes(answer.kind));
        },
      ),
    ));

  it('is read under every name that gateways use', async () => {
    for (const name of ['code', 'pairingCode', 'PairingCode', 'pairCode', 'LinkingCode', 'phoneCode'])
      for (const body of [{ [name]: 'ABCD-1234' }, { message: 'success', data: { [name]: 'abcd1234' } }])
        assert.deepEqual((await request(json(200, body))).answer, { kind: 'pairingCode', code: 'ABCD1234' });
    const beside = { pairingCode: 'AB12CD34', code: 'https://wa.me/settings/linked_devices#2@x', count: 1 };
    assert.deepEqual((await request(json(200, beside))).answer, { kind: 'pairingCode', code: 'AB12CD34' });
  });

  it('isn’t there yet if its field is empty', async () => {
    for (const body of [
      { code: '' },
      { code: null },
      { pairingCode: null, count: 1 },
      { data: { code: ' ' } },
    ])
      assert.deepEqual((await request(json(200, body))).answer, { kind: 'empty' });
  });

  it('isn’t understood in another form', async () => {
    for (const body of [{}, { code: 'ABCD-123' }, { code: 'ABCD_1234' }, { code: 7 }, { data: 'x' }, []]) {
      const { answer } = await request(json(200, body));
      assert.ok(answer.kind === 'failure');
      assert.equal(answer.failure.kind, 'protocol');
    }
  });

  it('fails by status like every request', async () => {
    const kinds = {
      400: 'request',
      401: 'token',
      403: 'forbidden',
      404: 'instance',
      429: 'rateLimit',
      500: 'unavailable',
    };
    for (const [status, kind] of Object.entries(kinds)) {
      const { answer } = await request(json(Number(status), { code: 'x', message: 'no' }));
      assert.ok(answer.kind === 'failure');
      assert.equal(answer.failure.kind, kind);
    }
    const { answer } = await request(json(422, { status: 'FAILED' }));
    assert.deepEqual(answer, { kind: 'status', status: 'FAILED' });
    const disguised = await request(json(200, { code: 'missing_param', message: 'phone_number' }));
    assert.ok(disguised.answer.kind === 'failure');
    assert.equal(disguised.answer.failure.kind, 'request');
  });

  it('keeps phone number, token and code out of log lines and messages', async () => {
    const echo = `Bad number ${number} for ${token}`;
    for (const reaction of [json(400, { message: echo }), json(500, { error: echo }), text(400, echo)]) {
      const { answer, lines } = await request(reaction);
      assert.ok(answer.kind === 'failure');
      assert.match(answer.failure.message ?? '', /^Bad number •••/);
      assert.doesNotMatch(JSON.stringify(answer) + lines.join(), /2010|sentinel/);
    }
  });
});
