import assert from 'node:assert/strict';
import { json, text } from '../../../fakes/fetch';
import type { Failure } from '../../../../../src/core/failures/failure';
import { read } from './request';

describe('A status from Wawp', () => {
  describe('in a 422', () => {
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
      it(`reads ${JSON.stringify(word)} as ${status}`, async () => {
        assert.deepEqual(await read('qr', json(422, { ...upstream, status: word })), {
          kind: 'status',
          status,
          ...(status === 'unknown' && { message: upstream.error }),
        });
      });
    }

    it('counts more than any code', async () => {
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
      it(`leaves the decision to code ${code}, which means ${kind}, if it is unknown`, async () => {
        for (const status of [undefined, 'error'])
          for (const request of ['qr', 'session', 'start'] as const)
            assert.deepEqual(await read(request, json(422, { code, message: 'No.', status })), {
              kind: 'failure',
              failure: { kind, status: 422, message: 'No.' },
            });
      });

    for (const request of ['start', 'restart', 'stop', 'logout', 'create', 'delete'] as const)
      it(`is a refusal of ${request}, with the gateway’s message`, async () => {
        const failure = { kind: 'request', status: 422, message: upstream.error };
        for (const status of [undefined, 'WORKING', 'FAILED', 'SCAN_QR_CODE'])
          for (const answer of [
            json(422, { ...upstream, status }),
            json(200, { ...upstream, code: 422, status }),
          ])
            assert.deepEqual(await read(request, answer), { kind: 'failure', failure });
      });

    it('means that stop is done if the session is stopped', async () => {
      assert.deepEqual(await read('stop', json(422, { ...upstream, status: 'STOPPED' })), { kind: 'done' });
    });

    it('is unknown with an undocumented code', async () => {
      for (const code of ['toString', 'validation_error', 401, '401', 422])
        assert.deepEqual(await read('qr', json(422, { code, message: 'No.' })), {
          kind: 'status',
          status: 'unknown',
          message: 'No.',
        });
    });

    it('is unknown without JSON, even if the text names one', async () => {
      for (const [body, message] of [
        ['', undefined],
        ['Session is WORKING', 'Session is WORKING'],
        ['<error>FAILED</error>', '<error>FAILED</error>'],
        ['"STARTING"', 'STARTING'],
        ['[]', undefined],
      ] as const)
        assert.deepEqual(await read('qr', text(422, body)), {
          kind: 'status',
          status: 'unknown',
          ...(message !== undefined && { message }),
        });
    });
  });

  describe('of a session', () => {
    it('comes with its account', async () => {
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
      [{ id: 'undefined@c.us', pushName: '~' }, { placeholder: true }],
      [
        { id: '15557654321@c.us', pushName: '~' },
        { number: '+15557654321', placeholder: true },
      ],
    ] as const) {
      it(`comes with the account ${JSON.stringify(me)}`, async () => {
        assert.deepEqual(await read('session', json(200, { status: 'WORKING', me })), {
          kind: 'status',
          status: 'WORKING',
          ...(account && { account }),
        });
      });
    }

    it('is found in an envelope, as it is or in Base64', async () => {
      const session = { status: 'WORKING', me: { pushName: 'John' } };
      for (const data of [session, Buffer.from(JSON.stringify(session)).toString('base64')])
        for (const around of [{}, { status: 'success' }, { success: true, message: 'ok' }])
          assert.deepEqual(await read('session', json(200, { ...around, data })), {
            kind: 'status',
            status: 'WORKING',
            account: { name: 'John' },
          });
    });

    it('counts even if the body says that something failed', async () => {
      const body = { success: false, status: 'FAILED', message: 'No browser' };
      assert.deepEqual(await read('session', json(200, body)), { kind: 'status', status: 'FAILED' });
    });

    it('comes with the gateway’s words if it is none of the known ones', async () => {
      assert.deepEqual(await read('session', json(200, { status: 'PAUSED', message: 'Maintenance' })), {
        kind: 'status',
        status: 'unknown',
        message: 'Maintenance',
      });
    });

    it('is a failure if it is missing', async () => {
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

  it('doesn’t matter for a command: a success means done unless it says otherwise', async () => {
    for (const request of ['start', 'restart', 'stop', 'logout', 'delete'] as const)
      for (const reaction of [
        () => json(200, { status: 'STARTING' }),
        () => json(200, { status: 'SUCCESS', error: false, response: { message: 'Instance logged out' } }),
        () => json(200, { success: true, message: 'ok', error: null }),
        () => text(201, ''),
        () => new Response(null, { status: 204 }),
        () => text(200, 'OK'),
      ])
        assert.deepEqual(await read(request, reaction()), { kind: 'done' });
  });

  it('of a command that says it failed is a failure, with its words', async () => {
    const failures = [
      { success: false, message: 'Sorry.' },
      { success: false, error: 'Sorry.' },
      { error: true, message: 'Sorry.' },
      { error: 'Sorry.' },
      { error: { message: 'Sorry.' } },
      { status: 'error', message: 'Sorry.' },
      { status: 'fail', message: 'Sorry.' },
      { data: { success: false, message: 'Sorry.' } },
    ];
    for (const request of ['start', 'restart', 'stop', 'logout', 'create', 'delete', 'pairingCode'] as const)
      for (const body of failures)
        assert.deepEqual(
          await read(request, json(201, body)),
          { kind: 'failure', failure: { kind: 'refused', status: 201, message: 'Sorry.' } },
          JSON.stringify(body),
        );
  });

  it('of a command isn’t taken from a web page', async () => {
    for (const reaction of [text(200, '<p>Hi', 'text/html'), text(200, '\n<!DOCTYPE html><p>Hi', '')])
      assert.equal(((await read('logout', reaction)) as { failure?: Failure }).failure?.kind, 'protocol');
  });
});
