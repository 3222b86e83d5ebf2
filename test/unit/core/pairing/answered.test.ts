import { newMemory } from '../../../../src/core/pairing/memory';
import type { Answer } from '../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import type { PairingRequest } from '../../../../src/core/gateways/client';
import type { Pairing } from '../../../../src/core/pairing/pairing';
import type { Code } from '../../../../src/core/code/code';
import type { Event } from '../../../../src/core/pairing/event';
import { transition } from '../../../../src/core/pairing/transition';
import { answers, codeAnswer, failure, permanentKinds, status, transientKinds } from '../../samples/answers';
import { entries } from '../../samples/entries';
import { outcome } from '../../samples/outcome';
import { account, backoff, broken, requesting, code, inSeconds, now, phases } from '../../samples/pairings';
import { afterCommand, afterLogout, afterQr, afterSession, underWay } from './answered.table';

const interval = 6_000;

function answer(
  request: PairingRequest,
  content: Answer,
  at = now,
  chance = 0,
): Extract<Event, { type: 'answered' }> {
  return { type: 'answered', at, request, answer: content, chance, interval };
}

describe('answered', () => {
  for (const [request, table] of entries({ qr: afterQr, session: afterSession })) {
    for (const [situation, row] of entries(table)) {
      describe(`to ${request}, while ${situation}`, () => {
        for (const [name, expected] of entries(row)) {
          it(`turns "${name}" into: ${expected}`, () => {
            const before = underWay(request)[situation];
            for (const content of answers[name])
              assert.equal(outcome(before, transition(before, answer(request, content)), now), expected);
          });
        }
      });
    }
  }

  for (const [request, row] of entries({ start: afterCommand, restart: afterCommand, logout: afterLogout })) {
    describe(`to ${request}`, () => {
      for (const [name, expected] of entries(row)) {
        it(`turns "${name}" into: ${expected}`, () => {
          const before = requesting(phases.connecting, request, { memory: newMemory(request === 'logout') });
          for (const content of answers[name])
            assert.equal(outcome(before, transition(before, answer(request, content)), now), expected);
        });
      }

      it('says on failure which command it was', () => {
        const after = transition(requesting(phases.connecting, request), answer(request, failure('timeout')));
        assert.deepEqual(after.phase, { kind: 'failed', failure: { kind: 'timeout' }, during: request });
      });
    });
  }

  describe('with a code', () => {
    const shown = requesting(phases.scannable, 'qr');
    const same = { kind: 'code', value: code.value, known: true } as const;

    it('polls at the interval, or at the expiry if that is sooner', () => {
      const after = transition(shown, answer('qr', codeAnswer('new', 5.5)));
      assert.deepEqual(after.plan, { request: 'qr', at: inSeconds(5.5) });
    });

    it('treats a code of unknown age without an expiry as valid for 20 s after each confirmation', () => {
      const first = transition(requesting(phases.connecting, 'qr'), answer('qr', codeAnswer('no expiry')));
      assert.deepEqual(first.phase, {
        kind: 'scannable',
        code: {
          value: 'no expiry',
          known: true,
          expiresAt: inSeconds(20),
          surelyExpiredAt: inSeconds(20),
          took: 0,
          end: 'unknown',
          confirmedAt: now,
          born: { after: -Infinity, by: now },
          firstSeenAt: now,
          life: undefined,
        },
      });
      const polling: Pairing = { ...first, inFlight: 'qr', startedAt: inSeconds(12) };
      const later = transition(polling, answer('qr', codeAnswer('no expiry'), inSeconds(12)));
      assert.ok(later.phase.kind === 'scannable');
      assert.equal(later.phase.code.expiresAt, inSeconds(32));
    });

    it('keeps the reported expiry if a later answer has none', () => {
      const after = transition(shown, answer('qr', codeAnswer(code.value)));
      assert.deepEqual(after.phase, { kind: 'scannable', code: { ...code, confirmedAt: now, took: 0 } });
    });

    it('treats two close estimates of an expiry as the same time, the earlier one', () => {
      for (const [ttl, expiresAt] of [
        [21.9, 20],
        [18.1, 18.1],
        [10, 10],
      ] as const) {
        const after = transition(shown, answer('qr', codeAnswer(code.value, ttl)));
        assert.ok(after.phase.kind === 'scannable');
        assert.equal(after.phase.code.expiresAt, inSeconds(expiresAt));
        assert.equal(after.lives.trustsExpiry, true);
      }
    });

    it('no longer trusts an expiry that moves on for the same code', () => {
      const after = transition(shown, answer('qr', codeAnswer(code.value, 25)));
      assert.equal(after.lives.trustsExpiry, false);
      assert.ok(after.phase.kind === 'scannable');
      assert.equal(after.phase.code.end, 'unknown');
      assert.equal(after.phase.code.expiresAt, inSeconds(20));
    });

    it('narrows down the expiry of a code with every estimate', () => {
      const ttl = { min: 19_500, max: 20_600 };
      const wide: Code = { ...code, surelyExpiredAt: inSeconds(21) };
      const polling = requesting({ kind: 'scannable', code: wide }, 'qr');
      const after = transition(polling, answer('qr', { ...same, ttl }));
      assert.ok(after.phase.kind === 'scannable');
      assert.equal(after.phase.code.expiresAt, inSeconds(20));
      assert.equal(after.phase.code.surelyExpiredAt, inSeconds(20.6));
    });

    it('spreads polls so that one falls on the expiry and none is needed closer than 5 s to it', () => {
      for (const [left, first] of [
        [60, 60 / 9],
        [20, 20 / 3],
        [12, 6],
        [11.9, 5.95],
        [9.9, 9.9],
        [6, 6],
        [2, 5],
      ] as const) {
        const { plan } = transition(shown, answer('qr', codeAnswer('new', left)));
        assert.equal(plan?.at, now + first * 1_000, `${left} s left`);
      }
      assert.equal(transition(shown, answer('qr', codeAnswer('no expiry'))).plan?.at, inSeconds(6));
    });

    it('requests the next code once the current one has certainly expired, but not within 5 s', () => {
      for (const [max, first] of [
        [7_500, 7.5],
        [800, 5],
      ] as const) {
        const after = transition(shown, answer('qr', { ...same, ttl: { min: -200, max } }));
        assert.equal(after.phase.kind, 'expired');
        assert.equal(after.plan?.at, inSeconds(first));
      }
    });

    it('counts only different codes', () => {
      assert.equal(transition(shown, answer('qr', codeAnswer(code.value, 20))).codes, 1);
      assert.equal(transition(shown, answer('qr', codeAnswer('new', 20))).codes, 2);
    });
  });

  describe('with STARTING or no code', () => {
    it('waits 10, 20, 40, then every 60 s, and up to a tenth longer at random', () => {
      // The third answer in a row without a code is treated as STARTING.
      const thirdWithoutCode: Pairing['memory'] = { ...newMemory(false), withoutCode: 3 };
      for (const [request, content, memory] of [
        ['qr', status('STARTING'), newMemory(false)],
        ['session', status('SCAN_QR_CODE'), thirdWithoutCode],
      ] as const) {
        let state = requesting(phases.connecting, request, { memory });
        for (const [seconds, ms] of [
          [10, 11_000],
          [20, 22_000],
          [40, 44_000],
          [60, 66_000],
          [60, 66_000],
        ] as const) {
          state = transition(state, answer(request, content, now, 1));
          assert.deepEqual(state.plan, { request: 'qr', at: now + ms, seconds });
          state = { ...state, inFlight: request };
        }
      }
    });

    it('asks the session each time there is no code, and waits from the third time on', () => {
      let state = requesting(phases.connecting, 'qr');
      for (const expected of ['connecting qr +0', 'connecting qr +0', 'waiting qr +10'] as const) {
        const asked = transition(state, answer('qr', answers['no code'][0]));
        assert.equal(outcome(state, asked, now), 'connecting session +0');
        const checking: Pairing = { ...asked, inFlight: 'session', startedAt: now, last: {} };
        const after = transition(checking, answer('session', status('SCAN_QR_CODE')));
        assert.equal(outcome(checking, after, now), expected);
        state = { ...after, inFlight: 'qr', startedAt: now, last: {} };
      }
      assert.ok(state.phase.kind === 'waiting' && state.phase.cause === 'empty');
    });

    it('waits for linking for 60 s after the first sign of a scan', () => {
      const first = transition(requesting(phases.scannable, 'qr'), answer('qr', status('STARTING')));
      assert.deepEqual(first.phase, { kind: 'linking', until: inSeconds(60) });
      const checking: Pairing = { ...first, inFlight: 'session' };
      const still = transition(checking, answer('session', status('STARTING'), inSeconds(59)));
      assert.deepEqual(still.phase, { kind: 'linking', until: inSeconds(60) });
      const over = transition(checking, answer('session', status('STARTING'), inSeconds(60)));
      assert.equal(outcome(checking, over, inSeconds(60)), 'waiting qr +10');
    });
  });

  describe('with a failure', () => {
    it('counts failures in a row and retries after 10, 20, 40, 60, 60 s', () => {
      let state = requesting(phases.scannable, 'qr');
      for (const seconds of [10, 20, 40, 60, 60]) {
        state = transition(state, answer('qr', failure('network')));
        assert.deepEqual(state.plan, { request: 'qr', at: inSeconds(seconds), seconds });
        state = { ...state, inFlight: 'qr' };
      }
      const recovered = transition(state, answer('qr', status('SCAN_QR_CODE')));
      assert.deepEqual(recovered.link, { kind: 'up' });
    });

    it('accepts three unreadable answers in a row', () => {
      let state = requesting(phases.connecting, 'qr');
      for (const kind of ['connecting', 'connecting', 'connecting', 'failed']) {
        state = transition(state, answer('qr', failure('protocol')));
        assert.equal(state.phase.kind, kind);
        state = { ...state, inFlight: 'qr' };
      }
    });

    it('starts counting unreadable answers again after any other answer', () => {
      for (const between of [failure('network'), status('SCAN_QR_CODE')]) {
        let state = requesting(phases.connecting, 'qr');
        const unreadableAnswer = failure('protocol');
        for (const content of [
          unreadableAnswer,
          unreadableAnswer,
          unreadableAnswer,
          between,
          unreadableAnswer,
          unreadableAnswer,
          unreadableAnswer,
        ]) {
          state = { ...transition(state, answer('qr', content)), inFlight: 'qr' };
          assert.equal(state.phase.kind, 'connecting');
        }
      }
    });

    for (const kind of permanentKinds) {
      it(`ends on ${kind} and keeps the failure`, () => {
        const because = { kind, status: 400, message: 'No.' };
        const after = transition(
          requesting(phases.scannable, 'qr', { link: broken }),
          answer('qr', { kind: 'failure', failure: because }),
        );
        assert.deepEqual(after.phase, { kind: 'failed', failure: because });
        assert.deepEqual(after.link, { kind: 'up' });
      });
    }

    for (const kind of [...transientKinds, 'rateLimit'] as const) {
      it(`keeps a valid code through ${kind} and remembers the failure`, () => {
        const after = transition(requesting(phases.scannable, 'qr'), answer('qr', failure(kind)));
        assert.equal(after.phase, phases.scannable);
        assert.deepEqual(after.link, backoff({ kind }));
      });
    }
  });

  describe('when linked', () => {
    it('has the account at once if the session check returned it', () => {
      const after = transition(
        requesting(phases.linking, 'session'),
        answer('session', { kind: 'status', status: 'WORKING', account }),
      );
      assert.deepEqual(after.phase, { kind: 'linked', since: now, account, confirmed: false });
      assert.deepEqual(after.plan, { request: 'session', at: inSeconds(10) });
    });

    it('isn’t linked before a session check says so, whatever the request for a code says', () => {
      const doubted = transition(requesting(phases.scannable, 'qr'), answer('qr', status('WORKING')));
      assert.equal(doubted.phase.kind, 'linking');
      const checking = transition(doubted, { type: 'due', at: now, chance: 0 });
      assert.equal(checking.inFlight, 'session');
      for (const content of [failure('token', { status: 401 }), failure('network'), status('STARTING')])
        assert.equal(transition(checking, answer('session', content)).phase.kind, 'linking');
    });
  });
});
