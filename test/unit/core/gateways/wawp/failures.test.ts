import assert from 'node:assert/strict';
import { connectionError, json, text } from '../../../fakes/fetch';
import { epoch } from '../../../fakes/machine';
import { read } from './request';

describe('A failure from Wawp', () => {
  describe('is read from', () => {
    for (const [status, kind] of [
      [400, 'request'],
      [401, 'token'],
      [402, 'forbidden'],
      [403, 'forbidden'],
      [404, 'instance'],
      [405, 'address'],
      [408, 'unavailable'],
      [410, 'instance'],
      [413, 'request'],
      [425, 'unavailable'],
      [429, 'rateLimit'],
      [500, 'unavailable'],
      [502, 'unavailable'],
      [503, 'unavailable'],
      [599, 'unavailable'],
    ] as const) {
      for (const request of ['qr', 'session', 'restart'] as const) {
        it(`${status} to ${request} as ${kind}`, async () => {
          assert.deepEqual(await read(request, json(status, { message: 'Sorry.' })), {
            kind: 'failure',
            // The words of a wrong address repeat the URL.
            failure: { kind, status, ...(kind !== 'address' && { message: 'Sorry.' }) },
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
      ['LICENSE_REQUIRED', 'forbidden'],
      [401, 'token'],
      ['404', 'instance'],
      [429, 'rateLimit'],
      [503, 'unavailable'],
    ] as const) {
      for (const status of [200, 400, 500]) {
        if (status !== 200 && !String(code).includes('_')) continue;
        it(`${status} with code ${JSON.stringify(code)} as ${kind}`, async () => {
          const shown = String(code).includes('_') ? status : Number(code);
          for (const data of [undefined, null, ''])
            assert.deepEqual(await read('qr', json(status, { code, message: 'Sorry.', data })), {
              kind: 'failure',
              failure: { kind, status: shown, message: 'Sorry.' },
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
        message: 'Not yet',
      });
    });

    it('a success with an undocumented error code as what its words say', async () => {
      for (const code of ['toString', '__proto__', 'whatever'])
        for (const [request, expected] of [
          ['qr', { kind: 'status', status: 'unknown', message: 'Sorry.' }],
          ['session', { kind: 'status', status: 'unknown', message: 'Sorry.' }],
          ['logout', { kind: 'failure', failure: { kind: 'refused', status: 200, message: 'Sorry.' } }],
        ] as const)
          assert.deepEqual(await read(request, json(200, { code, message: 'Sorry.' })), expected);
    });

    it('a success with the code of a success as an unreadable answer, but a command’s as done', async () => {
      for (const code of [0, 200, '200', 'success', 'SESSION_SUCCESSFULLY_STOPPED']) {
        assert.deepEqual(await read('stop', json(200, { code, message: 'Fine.' })), { kind: 'done' });
        const answer = await read('qr', json(200, { code, message: 'Sorry.' }));
        assert.ok(answer.kind === 'failure');
        assert.equal(answer.failure.kind, 'protocol');
      }
    });

    it('an answer with the gateway’s message in any of its fields', async () => {
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

    it('markup without a message', async () => {
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
      it(`Retry-After "${header}" as ${retryAfterMs ?? 'no wait'}`, async () => {
        const answer = await read('qr', json(429, {}, { 'Retry-After': header }));
        assert.deepEqual(answer, {
          kind: 'failure',
          failure: { kind: 'rateLimit', status: 429, ...(retryAfterMs !== undefined && { retryAfterMs }) },
        });
      });
    }

    it('a Retry-After date, measured on the gateway’s own clock', async () => {
      const hourOff = epoch + 3_600_000;
      const headers = {
        Date: new Date(hourOff).toUTCString(),
        'Retry-After': new Date(hourOff + 45_000).toUTCString(),
      };
      const answer = await read('qr', json(503, {}, headers));
      assert.ok(answer.kind === 'failure');
      assert.equal(answer.failure.retryAfterMs, 45_000);
    });

    it('a missing answer', async () => {
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
});
