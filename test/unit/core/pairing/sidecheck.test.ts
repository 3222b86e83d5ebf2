import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/core/gateways/answer';
import type { Pairing } from '../../../../src/core/pairing/pairing';
import { sideCheckAt } from '../../../../src/core/pairing/sidecheck';
import { transition } from '../../../../src/core/pairing/transition';
import { failure, status } from '../../samples/answers';
import {
  account,
  backoff,
  broken,
  inSeconds,
  now,
  phases,
  planned,
  requesting,
} from '../../samples/pairings';

/** When the check is due, in seconds from now. */
function due(pairing: Pairing): number | undefined {
  const at = sideCheckAt(pairing);
  return at === undefined ? undefined : (at - now) / 1_000;
}

/** A pairing after the answer to the check beside its requests. */
function checked(before: Pairing, answer: Answer, at = now): Pairing {
  const rest = { chance: 0, interval: 6_000 };
  return transition(before, { type: 'answered', at, request: 'session', answer, ...rest });
}

describe('The session check beside a request for a code', () => {
  it('is due once the request has been open for 2 s, in every phase, visible or not', () => {
    for (const kind of ['connecting', 'waiting', 'scannable', 'expired', 'linking', 'passkey'] as const)
      for (const visible of [true, false])
        assert.equal(due(requesting(phases[kind], 'qr', { visible })), 2, kind);
  });

  it('keeps the gap to the last check', () => {
    const last = { qr: inSeconds(-20), session: inSeconds(-1) };
    assert.equal(due(requesting(phases.scannable, 'qr', { last })), 4);
    const gone = { ...phases.expired, because: 'gone' } as const;
    assert.equal(due(requesting(gone, 'qr', { last })), 2);
  });

  it('is due only once at a time, and not beside another request', () => {
    assert.equal(due(requesting(phases.scannable, 'qr', { checkSince: now })), undefined);
    for (const request of ['session', 'restart', 'logout', 'pairingCode'] as const)
      assert.equal(due(requesting(phases.scannable, request)), undefined, request);
  });

  it('is not due after the end, or while requests fail', () => {
    for (const kind of ['linked', 'failed', 'stopped', 'locked'] as const)
      assert.equal(due(requesting(phases[kind], 'qr')), undefined, kind);
    assert.equal(due(requesting(phases.scannable, 'qr', { link: broken })), undefined);
  });
});

describe('The session check between two requests for a code', () => {
  it('is due in their middle while a code is on screen or covered', () => {
    assert.equal(due(planned(phases.scannable, 'qr', 5)), 2);
    assert.equal(due(planned(phases.expired, 'qr', 5)), 2);
    for (const kind of ['connecting', 'waiting', 'linking', 'passkey'] as const)
      assert.equal(due(planned(phases[kind], 'qr', 5)), undefined, kind);
  });

  it('is not due if the panel is hidden, the session is asked anyway, or there was no request yet', () => {
    assert.equal(due(planned(phases.scannable, 'qr', 5, { visible: false })), undefined);
    assert.equal(due(planned(phases.scannable, 'session', 5)), undefined);
    assert.equal(due(planned(phases.scannable, 'qr', 5, { last: {} })), undefined);
  });

  it('is not due between requests that are close, or less than a second before the next one', () => {
    assert.equal(due(planned(phases.scannable, 'qr', 2.9)), undefined);
    const last = { qr: inSeconds(-1), session: inSeconds(-1) };
    assert.equal(due(planned(phases.scannable, 'qr', 5, { last })), 4);
    assert.equal(due(planned(phases.scannable, 'qr', 4.9, { last })), undefined);
  });
});

describe('The session check after an answer that can’t be read', () => {
  const unread = { link: backoff({ kind: 'protocol' }) };

  it('is due 2 s after it, once, if there is time until the next try', () => {
    for (const kind of ['connecting', 'waiting', 'scannable', 'expired'] as const) {
      assert.equal(due(planned(phases[kind], 'qr', 9, unread)), 1, kind);
      const last = { qr: inSeconds(-3), session: inSeconds(-1) };
      assert.equal(due(planned(phases[kind], 'qr', 9, { ...unread, last })), undefined, kind);
    }
    assert.equal(due(planned(phases.connecting, 'qr', 1.9, unread)), undefined);
  });

  it('is not due after another failure, while the panel is hidden, or if the session is asked anyway', () => {
    for (const link of [broken, backoff({ kind: 'unavailable', status: 500 })])
      assert.equal(due(planned(phases.connecting, 'qr', 9, { link })), undefined);
    assert.equal(due(planned(phases.connecting, 'qr', 9, { ...unread, visible: false })), undefined);
    assert.equal(due(planned(phases.linking, 'session', 9, unread)), undefined);
  });

  it('finds out that the phone is linked, and otherwise doesn’t shorten the wait', () => {
    for (const kind of ['connecting', 'waiting'] as const) {
      const before = planned(phases[kind], 'qr', 9, { ...unread, checkSince: inSeconds(-1) });
      assert.equal(checked(before, status('WORKING')).phase.kind, 'linked');
      for (const answer of [status('SCAN_QR_CODE'), failure('protocol')]) {
        const after = checked(before, answer);
        assert.deepEqual([after.plan, after.link], [before.plan, before.link]);
      }
    }
  });
});

describe('The answer to a session check beside another request', () => {
  const open = requesting(phases.scannable, 'qr', { checkSince: inSeconds(-1), startedAt: inSeconds(-3) });
  const between = planned(phases.scannable, 'qr', 3, { checkSince: inSeconds(-1) });

  for (const [word, kind] of [
    ['WORKING', 'linked'],
    ['STARTING', 'linking'],
    ['FAILED', 'waiting'],
    ['STOPPED', 'failed'],
    ['PASSKEY', 'passkey'],
  ] as const)
    it(`settles the matter if it is ${word}: ${kind}, and the request for a code is given up`, () => {
      for (const before of [open, between]) {
        const after = checked(before, status(word));
        assert.equal(after.phase.kind, kind);
        assert.equal(after.inFlight, undefined);
        assert.equal(after.checkSince, undefined);
        assert.notEqual(after.plan?.request, 'qr');
      }
      // The request that was given up still counts for the gap.
      assert.equal(checked(open, status(word)).last.qr, inSeconds(-2));
    });

  it('changes nothing if there is a code to scan, if it is unclear or if it is refused', () => {
    for (const answer of [
      status('SCAN_QR_CODE'),
      status('unknown'),
      failure('token', { status: 401 }),
      failure('network'),
      failure('instance', { status: 404 }),
    ])
      for (const before of [open, between]) {
        const after = checked(before, answer);
        assert.equal(after.phase, before.phase);
        assert.equal(after.inFlight, before.inFlight);
        assert.deepEqual(after.plan, before.plan);
        assert.equal(after.link, before.link);
      }
  });

  it('means linking if it names an account that wasn’t there before', () => {
    const known: Pairing = { ...between, memory: { ...between.memory, hasAccount: false } };
    const named: Answer = { kind: 'status', status: 'SCAN_QR_CODE', account };
    assert.equal(checked(known, named).phase.kind, 'linking');
    // Nobody knows whether it was there before.
    assert.equal(checked(between, named).phase.kind, 'scannable');
  });

  it('says that the session is starting, before there was a code, and leaves the request open', () => {
    const before = requesting(phases.connecting, 'qr', {
      checkSince: inSeconds(-1),
      history: { ...open.history },
    });
    const after = checked(before, status('STARTING'));
    assert.ok(after.phase.kind === 'waiting' && after.phase.cause === 'STARTING');
    assert.equal(after.inFlight, 'qr');
    // The next code is the first one, and it wasn't there when the check began.
    assert.deepEqual([after.history.number, after.history.absentAt], [0, inSeconds(-1)]);
    const again = checked({ ...after, checkSince: inSeconds(5) }, status('STARTING'), inSeconds(5));
    assert.equal(again.history.absentAt, inSeconds(5));
  });

  it('means linking if it says that the session is starting while a pairing code is shown', () => {
    const before = requesting({ ...phases.expired, because: 'repeated' }, 'qr', {
      checkSince: inSeconds(-1),
      pairingCode: { kind: 'shown', code: 'ABCD1234', since: inSeconds(-10) },
    });
    const after = checked(before, status('STARTING'));
    assert.equal(after.phase.kind, 'linking');
    assert.equal(after.pairingCode, before.pairingCode);
  });

  it('that limits the rate delays the next request for a code, but doesn’t give up one that is open', () => {
    const limit = failure('rateLimit', { retryAfterMs: 30_000 });
    const later = checked(between, limit);
    assert.equal(later.phase, between.phase);
    assert.deepEqual(later.plan, { request: 'qr', at: inSeconds(30), seconds: 30 });
    const waiting = checked(open, limit);
    assert.equal(waiting.inFlight, 'qr');
    assert.ok((sideCheckAt(waiting) ?? 0) >= inSeconds(30));
  });

  it('doesn’t end a wait that the gateway asked for meanwhile', () => {
    const limited: Pairing = {
      ...planned(phases.waiting, 'qr', 30, { checkSince: inSeconds(-1) }),
      link: backoff({ kind: 'rateLimit' }),
    };
    assert.deepEqual(checked(limited, status('SCAN_QR_CODE')).plan, limited.plan);
    // Without that wait, the code is requested at once.
    const free: Pairing = { ...limited, link: { kind: 'up' } };
    assert.equal(checked(free, status('SCAN_QR_CODE')).plan?.at, now);
  });

  it('replaces a check that was planned meanwhile', () => {
    const before = planned(phases.linking, 'session', 3, { checkSince: inSeconds(-1) });
    const after = checked(before, status('WORKING'));
    assert.equal(after.phase.kind, 'linked');
    assert.equal(checked(before, status('STARTING')).plan?.request, 'session');
  });
});
