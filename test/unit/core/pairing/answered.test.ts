import { newMemory } from '../../../../src/core/pairing/memory';
import type { Answer } from '../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import type { PairingRequest } from '../../../../src/core/gateways/client';
import type { Pairing } from '../../../../src/core/pairing/pairing';
import type { Code } from '../../../../src/core/code/codehistory';
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

    it('treats a code without an expiry as valid for 20 s after each confirmation', () => {
      const first = transition(requesting(phases.connecting, 'qr'), answer('qr', codeAnswer('no expiry')));
      assert.deepEqual(first.phase, {
        kind: 'scannable',
        code: {
          value: 'no expiry',
          known: true,
          expiresAt: inSeconds(20),
          surelyExpiredAt: inSeconds(20),
          hasExpiry: false,
          confirmedAt: now,
        },
      });
      const polling: Pairing = { ...first, inFlight: 'qr' };
      const later = transition(polling, answer('qr', codeAnswer('no expiry'), inSeconds(12)));
      assert.ok(later.phase.kind === 'scannable');
      assert.equal(later.phase.code.expiresAt, inSeconds(32));
    });

    it('keeps the reported expiry if a later answer has none', () => {
      const after = transition(shown, answer('qr', codeAnswer(code.value)));
      assert.deepEqual(after.phase, { kind: 'scannable', code: { ...code, confirmedAt: now } });
    });

    it('treats two close estimates of an expiry as the same time, the earlier one', () => {
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

    it('narrows down the expiry of a code with every estimate', () => {
      const ttl = { min: 19_500, max: 20_600 };
      const wide: Code = { ...code, surelyExpiredAt: inSeconds(21) };
      const polling: Pairing = { ...shown, phase: { kind: 'scannable', code: wide } };
      const after = transition(polling, answer('qr', { ...same, ttl }));
      assert.ok(after.phase.kind === 'scannable');
      assert.equal(after.phase.code.expiresAt, inSeconds(20));
      assert.equal(after.phase.code.surelyExpiredAt, inSeconds(20.6));
    });

    it('spreads polls so that one falls on the expiry and none is earlier than the interval', () => {
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
      for (const content of [status('STARTING'), answers['no code'][0]]) {
        let state = requesting(phases.connecting, 'qr');
        for (const [seconds, ms] of [
          [10, 11_000],
          [20, 22_000],
          [40, 44_000],
          [60, 66_000],
          [60, 66_000],
        ] as const) {
          state = transition(state, answer('qr', content, now, 1));
          assert.deepEqual(state.plan, { request: 'qr', at: now + ms, seconds });
          state = { ...state, inFlight: 'qr' };
        }
      }
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
        const unreadable = kind === 'protocol' ? 1 : 0;
        assert.deepEqual(after.link, { ...backoff({ kind }), unreadable });
      });
    }
  });

  describe('when linked', () => {
    it('has the account at once if the session check returned it', () => {
      const after = transition(
        requesting(phases.linking, 'session'),
        answer('session', { kind: 'status', status: 'WORKING', account }),
      );
      assert.deepEqual(after.phase, { kind: 'linked', since: now, account });
      assert.equal(after.plan, undefined);
    });

    it('requests the account once, and stays linked after any answer', () => {
      const linked = transition(requesting(phases.scannable, 'qr'), answer('qr', status('WORKING')));
      const checking = transition(linked, { type: 'due', at: now, chance: 0 });
      assert.equal(checking.inFlight, 'session');
      const named = transition(
        checking,
        answer('session', { kind: 'status', status: 'WORKING', account }, inSeconds(1)),
      );
      assert.deepEqual(named.phase, { kind: 'linked', since: now, account });
      for (const content of [failure('token'), failure('network'), status('FAILED')]) {
        const after = transition(checking, answer('session', content));
        assert.deepEqual(after.phase, { kind: 'linked', since: now });
        assert.equal(after.plan, undefined);
      }
    });
  });
});
