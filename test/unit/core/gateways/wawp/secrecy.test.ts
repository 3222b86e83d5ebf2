import assert from 'node:assert/strict';
import type { Reaction } from '../../../fakes/fetch';
import { connectionError, json, text } from '../../../fakes/fetch';
import { epoch } from '../../../fakes/machine';
import { envelope, qrValue } from '../../../samples/qrvalues';
import { send, instanceId, read, token } from './request';

describe('The Wawp client', () => {
  describe('keeps secret', () => {
    /** Messages in which a careless gateway echoes the token. */
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

    it('the token, the instance ID and the value in its log lines', async () => {
      const reactions = [
        (): Reaction => json(200, envelope({ value: qrValue, expiry: epoch + 20_000 })),
        (): Reaction => json(200, envelope({ value: qrValue })),
        (): Reaction => json(200, { value: '' }),
        (): Reaction => json(200, { value: 'x'.repeat(3_000) }),
        (): Reaction => json(422, { status: `STARTING ${token}` }),
        (): Reaction => json(401, { message: `${token} ${instanceId}` }),
        (): Reaction => text(200, `<p>${token}`, `text/${token}`),
        (): Reaction => connectionError(`E ${token}`),
        (): Reaction =>
          new Response(null, { status: 302, headers: { Location: `https://x.example/?${instanceId}` } }),
      ];
      for (const request of ['qr', 'session', 'start', 'restart', 'logout'] as const)
        for (const credentials of ['body', 'query'] as const)
          for (const reaction of reactions) {
            const { lines } = await send(request, reaction(), credentials);
            assert.equal(lines.length, 1);
            assert.match(lines[0] ?? '', /^POST \/v2\/[a-z/]+ (\d{3}|—) in \d+ ms: [\w ,()/?.>-]+$/);
            assert.doesNotMatch(lines[0] ?? '', /sentinel|INSTANCE|2@/);
          }
    });

    it('everything but one readable line for a request', async () => {
      const body = envelope({ value: qrValue, expiry: epoch + 20_000 });
      assert.deepEqual((await send('qr', json(200, body))).lines, [
        'POST /v2/auth/qr 200 in 0 ms: a code, 20 s left',
      ]);
      assert.deepEqual((await send('session', connectionError('ENOTFOUND'))).lines, [
        'POST /v2/session/info — in 0 ms: network (ENOTFOUND)',
      ]);
    });
  });
});
