import assert from 'node:assert/strict';
import { json, text } from '../../../fakes/fetch';
import { read } from './request';

describe('A status of Wawp’s', () => {
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

    it('by its status, whatever code comes with it', async () => {
      const body = { code: 'invalid_access_token', message: 'No.', status: 'STARTING' };
      assert.deepEqual(await read('qr', json(422, body)), { kind: 'status', status: 'STARTING' });
    });

    for (const [code, kind] of [
      ['missing_param', 'request'],
      ['invalid_access_token', 'token'],
      ['subscription_required', 'forbidden'],
      ['invalid_session', 'instance'],
      ['server_not_found', 'unavailable'],
    ] as const)
      it(`with code ${code} as ${kind}, where no status is known`, async () => {
        for (const status of [undefined, 'error'])
          for (const request of ['qr', 'session', 'start'] as const)
            assert.deepEqual(await read(request, json(422, { code, message: 'No.', status })), {
              kind: 'failure',
              failure: { kind, status: 422, message: 'No.' },
            });
      });

    for (const request of ['stop', 'logout', 'create', 'delete'] as const)
      it(`in answer to ${request} as a refusal, in the gateway’s words`, async () => {
        const failure = { kind: 'request', status: 422, message: upstream.error };
        for (const status of [undefined, 'WORKING', 'FAILED', 'SCAN_QR_CODE'])
          for (const answer of [
            json(422, { ...upstream, status }),
            json(200, { ...upstream, code: 422, status }),
          ])
            assert.deepEqual(await read(request, answer), { kind: 'failure', failure });
      });

    it('in answer to stop as done where the session is stopped', async () => {
      assert.deepEqual(await read('stop', json(422, { ...upstream, status: 'STOPPED' })), { kind: 'done' });
    });

    it('with a code that nobody documented as unclear', async () => {
      for (const code of ['toString', 'validation_error', 401, '401', 422])
        assert.deepEqual(await read('qr', json(422, { code, message: 'No.' })), {
          kind: 'status',
          status: 'unknown',
        });
    });

    it('that is no JSON as unclear, whatever its words say', async () => {
      for (const body of ['', 'Session is WORKING', '<error>FAILED</error>', '"STARTING"', '[]'])
        assert.deepEqual(await read('qr', text(422, body)), { kind: 'status', status: 'unknown' });
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
    for (const request of ['start', 'restart'] as const)
      for (const reaction of [
        json(200, { status: 'STARTING' }),
        text(201, ''),
        text(200, '<p>', 'text/html'),
      ])
        assert.deepEqual(await read(request, reaction), { kind: 'done' });
  });
});
