import type { Answer } from '../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import type { PairingRequest } from '../../../../src/core/gateways/client';
import type { Code, Event, Pairing } from '../../../../src/core/pairing/pairing';
import { transition } from '../../../../src/core/pairing/transition';
import { answers, codeAnswer, failure, hopelessKinds, status, transientKinds } from '../../samples/answers';
import { entries } from '../../samples/entries';
import { outcome } from '../../samples/outcome';
import { account, backoff, broken, calling, code, inSeconds, now, phases } from '../../samples/pairings';
import { afterCommand, afterLogout, afterQr, afterSession, underWay } from './answered.table';

const interval = 6_000;

function answer(
  request: PairingRequest,
  given: Answer,
  at = now,
  chance = 0,
): Extract<Event, { type: 'answered' }> {
  return { type: 'answered', at, request, answer: given, chance, interval };
}

describe('answered', () => {
  for (const [request, table] of entries({ qr: afterQr, session: afterSession })) {
    for (const [situation, row] of entries(table)) {
      describe(`by the ${request} call, of a pairing that is ${situation}`, () => {
        for (const [name, expected] of entries(row)) {
          it(`makes of "${name}": ${expected}`, () => {
            const before = underWay(request)[situation];
            for (const given of answers[name])
              assert.equal(outcome(before, transition(before, answer(request, given)), now), expected);
          });
        }
      });
    }
  }

  for (const [request, row] of entries({ start: afterCommand, restart: afterCommand, logout: afterLogout })) {
    describe(`by the ${request} call`, () => {
      for (const [name, expected] of entries(row)) {
        it(`makes of "${name}": ${expected}`, () => {
          const before = calling(phases.connecting, request);
          for (const given of answers[name])
            assert.equal(outcome(before, transition(before, answer(request, given)), now), expected);
        });
      }

      it('says on failure which command it was', () => {
        const after = transition(calling(phases.connecting, request), answer(request, failure('timeout')));
        assert.deepEqual(after.phase, { kind: 'failed', failure: { kind: 'timeout' }, during: request });
      });
    });
  }

  describe('with a code', () => {
    const shown = calling(phases.scannable, 'qr');
    const same = { kind: 'code', value: code.value, known: true } as const;

    it('polls at the interval, but at the code’s death if that is sooner', () => {
      const after = transition(shown, answer('qr', codeAnswer('new', 5.5)));
      assert.deepEqual(after.plan, { request: 'qr', at: inSeconds(5.5) });
    });

    it('trusts a code without an expiry for 20 s after it was confirmed, each time anew', () => {
      const first = transition(calling(phases.connecting, 'qr'), answer('qr', codeAnswer('undated')));
      assert.deepEqual(first.phase, {
        kind: 'scannable',
        code: {
          value: 'undated',
          known: true,
          expiresAt: inSeconds(20),
          surelyExpiredAt: inSeconds(20),
          hasExpiry: false,
          confirmedAt: now,
        },
      });
      const asking: Pairing = { ...first, inFlight: 'qr' };
      const later = transition(asking, answer('qr', codeAnswer('undated'), inSeconds(12)));
      assert.ok(later.phase.kind === 'scannable');
      assert.equal(later.phase.code.expiresAt, inSeconds(32));
    });

    it('keeps an expiry once told when a later answer brings none', () => {
      const after = transition(shown, answer('qr', codeAnswer(code.value)));
      assert.deepEqual(after.phase, { kind: 'scannable', code: { ...code, confirmedAt: now } });
    });

    it('takes two readings of one expiry for one instant, the earlier', () => {
      for (const [ttl, expiresAt] of [
        [21.9, 20],
        [18.1, 18.1],
        [25, 25],
        [10, 10],
      ] as const) {
        const after = transition(shown, answer('qr', codeAnswer(code.value, ttl)));
        assert.ok(after.phase.kind === 'scannable');
        assert.equal(after.phase.code.expiresAt, inSeconds(expiresAt));
      }
    });

    it('knows the end of a code the better the more readings of it there are', () => {
      const told = { min: 19_500, max: 20_600 };
      const unsure: Code = { ...code, surelyExpiredAt: inSeconds(21) };
      const asking: Pairing = { ...shown, phase: { kind: 'scannable', code: unsure } };
      const after = transition(asking, answer('qr', { ...same, ttl: told }));
      assert.ok(after.phase.kind === 'scannable');
      assert.equal(after.phase.code.expiresAt, inSeconds(20));
      assert.equal(after.phase.code.surelyExpiredAt, inSeconds(20.6));
    });

    it('spreads its questions so that one falls on the code’s end and none comes sooner than the interval', () => {
      for (const [left, first] of [
        [60, 6],
        [20, 20 / 3],
        [12, 6],
        [11.9, 11.9],
        [6, 6],
        [2, 2],
      ] as const) {
        const { plan } = transition(shown, answer('qr', codeAnswer('new', left)));
        assert.equal(plan?.at, inSeconds(first), `${left} s left`);
      }
      assert.equal(transition(shown, answer('qr', codeAnswer('undated'))).plan?.at, inSeconds(6));
    });

    it('asks for the next code when the one that may be dead surely is, and not within 5 s', () => {
      for (const [max, first] of [
        [7_500, 7.5],
        [800, 5],
      ] as const) {
        const after = transition(shown, answer('qr', { ...same, ttl: { min: -200, max } }));
        assert.equal(after.phase.kind, 'expired');
        assert.equal(after.plan?.at, inSeconds(first));
      }
    });

    it('counts different codes only', () => {
      assert.equal(transition(shown, answer('qr', codeAnswer(code.value, 20))).codes, 1);
      assert.equal(transition(shown, answer('qr', codeAnswer('new', 20))).codes, 2);
    });
  });

  describe('with “wait”', () => {
    it('waits 10, 20, 40, then every 60 s, and up to a tenth longer by chance', () => {
      for (const given of [status('STARTING'), answers['no code'][0]]) {
        let state = calling(phases.connecting, 'qr');
        for (const [seconds, ms] of [
          [10, 11_000],
          [20, 22_000],
          [40, 44_000],
          [60, 66_000],
          [60, 66_000],
        ] as const) {
          state = transition(state, answer('qr', given, now, 1));
          assert.deepEqual(state.plan, { request: 'qr', at: now + ms, seconds });
          state = { ...state, inFlight: 'qr' };
        }
      }
    });

    it('follows a scan for 60 s from the first sign of it', () => {
      const first = transition(calling(phases.scannable, 'qr'), answer('qr', status('STARTING')));
      assert.deepEqual(first.phase, { kind: 'linking', until: inSeconds(60) });
      const asking: Pairing = { ...first, inFlight: 'session' };
      const still = transition(asking, answer('session', status('STARTING'), inSeconds(59)));
      assert.deepEqual(still.phase, { kind: 'linking', until: inSeconds(60) });
      const over = transition(asking, answer('session', status('STARTING'), inSeconds(60)));
      assert.equal(outcome(asking, over, inSeconds(60)), 'waiting qr +10');
    });
  });

  describe('with trouble', () => {
    it('counts failures in a row and comes back after 10, 20, 40, 60, 60 s', () => {
      let state = calling(phases.scannable, 'qr');
      for (const seconds of [10, 20, 40, 60, 60]) {
        state = transition(state, answer('qr', failure('network')));
        assert.deepEqual(state.plan, { request: 'qr', at: inSeconds(seconds), seconds });
        state = { ...state, inFlight: 'qr' };
      }
      const mended = transition(state, answer('qr', status('SCAN_QR_CODE')));
      assert.deepEqual(mended.link, { kind: 'up' });
    });

    it('bears an answer that it does not understand three times in a row', () => {
      let state = calling(phases.connecting, 'qr');
      for (const kind of ['connecting', 'connecting', 'connecting', 'failed']) {
        state = transition(state, answer('qr', failure('protocol')));
        assert.equal(state.phase.kind, kind);
        state = { ...state, inFlight: 'qr' };
      }
    });

    it('counts misunderstandings anew after any other answer', () => {
      for (const between of [failure('network'), status('SCAN_QR_CODE')]) {
        let state = calling(phases.connecting, 'qr');
        const unreadableAnswer = failure('protocol');
        for (const given of [
          unreadableAnswer,
          unreadableAnswer,
          unreadableAnswer,
          between,
          unreadableAnswer,
          unreadableAnswer,
          unreadableAnswer,
        ]) {
          state = { ...transition(state, answer('qr', given)), inFlight: 'qr' };
          assert.equal(state.phase.kind, 'connecting');
        }
      }
    });

    for (const kind of hopelessKinds) {
      it(`ends on ${kind} and keeps what was said`, () => {
        const because = { kind, status: 400, message: 'No.' };
        const after = transition(
          calling(phases.scannable, 'qr', { link: broken }),
          answer('qr', { kind: 'failure', failure: because }),
        );
        assert.deepEqual(after.phase, { kind: 'failed', failure: because });
        assert.deepEqual(after.link, { kind: 'up' });
      });
    }

    for (const kind of [...transientKinds, 'rateLimit'] as const) {
      it(`keeps a good code through ${kind} and remembers why the gateway is down`, () => {
        const after = transition(calling(phases.scannable, 'qr'), answer('qr', failure(kind)));
        assert.equal(after.phase, phases.scannable);
        const unreadable = kind === 'protocol' ? 1 : 0;
        assert.deepEqual(after.link, { ...backoff({ kind }), unreadable });
      });
    }
  });

  describe('when linked', () => {
    it('names the account at once where the session call brought it', () => {
      const after = transition(
        calling(phases.linking, 'session'),
        answer('session', { kind: 'status', status: 'WORKING', account }),
      );
      assert.deepEqual(after.phase, { kind: 'linked', since: now, account });
      assert.equal(after.plan, undefined);
    });

    it('asks for the account once, and stays linked whatever comes', () => {
      const linked = transition(calling(phases.scannable, 'qr'), answer('qr', status('WORKING')));
      const asking = transition(linked, { type: 'due', at: now, chance: 0 });
      assert.equal(asking.inFlight, 'session');
      const named = transition(
        asking,
        answer('session', { kind: 'status', status: 'WORKING', account }, inSeconds(1)),
      );
      assert.deepEqual(named.phase, { kind: 'linked', since: now, account });
      for (const given of [failure('token'), failure('network'), status('FAILED')]) {
        const after = transition(asking, answer('session', given));
        assert.deepEqual(after.phase, { kind: 'linked', since: now });
        assert.equal(after.plan, undefined);
      }
    });
  });
});
