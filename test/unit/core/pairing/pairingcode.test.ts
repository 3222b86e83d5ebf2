import type { PairingCode } from '../../../../src/core/pairing/pairing';
import { nextWake } from '../../../../src/core/pairing/wake';
import type { Answer } from '../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import type { Pairing, Phase } from '../../../../src/core/pairing/pairing';
import { transition } from '../../../../src/core/pairing/transition';
import { failure, hopelessKinds, status, transientKinds } from '../../samples/answers';
import { entries } from '../../samples/entries';
import { backoff, calling, inSeconds, now, pairing, phases, planned } from '../../samples/pairings';

const shown: PairingCode = { kind: 'shown', code: 'ABCD1234', since: inSeconds(-10) };
const plan = { request: 'qr', at: inSeconds(4) } as const;
const underWay: Pairing = calling(phases.scannable, 'pairingCode', {
  pairingCode: { kind: 'requested' },
  plan,
});

function answer(before: Pairing, given: Answer): Pairing {
  return transition(before, {
    type: 'answered',
    at: now,
    request: 'pairingCode',
    answer: given,
    chance: 0,
    interval: 6_000,
  });
}

function due(before: Pairing, at = now): Pairing {
  return transition(before, { type: 'due', at, chance: 0 });
}

describe('A pairing code', () => {
  it('is asked for only while there is a QR code', () => {
    const possible = entries(phases).filter(([, phase]) => {
      const before = pairing(phase);
      return transition(before, { type: 'requestPairingCode', at: now }) !== before;
    });
    assert.deepEqual(
      possible.map(([kind]) => kind),
      ['scannable', 'expired'],
    );
  });

  it('comes before the planned poll, which goes on after it', () => {
    const asked = transition(planned(phases.scannable, 'qr', 0), { type: 'requestPairingCode', at: now });
    assert.equal(nextWake(asked), now);
    const called = due(asked);
    assert.equal(called.inFlight, 'pairingCode');
    assert.deepEqual(called.pairingCode, { kind: 'requested' });
    assert.deepEqual(called.plan, { request: 'qr', at: now });
    assert.equal(nextWake({ ...called, phase: { kind: 'connecting' } }), undefined);
    const answered = answer(called, { kind: 'pairingCode', code: 'ABCD1234' });
    assert.deepEqual(answered.plan, { request: 'qr', at: now });
    assert.deepEqual(answered.pairingCode, { ...shown, since: now });
    assert.equal(answered.inFlight, undefined);
    assert.equal(answered.last.pairingCode, now);
  });

  it('waits while the gateway wants patience', () => {
    const slowed = planned(phases.scannable, 'qr', 30, {
      link: backoff({ kind: 'rateLimit' }),
      pairingCode: { kind: 'wanted', at: now },
    });
    assert.equal(nextWake({ ...slowed, phase: { kind: 'connecting' } }), inSeconds(30));
    assert.equal(due(slowed), slowed);
    assert.equal(due({ ...slowed, link: backoff({ kind: 'network' }) }).inFlight, 'pairingCode');
  });

  it('can be put off without the poll, and the poll without it', () => {
    const asked = planned(phases.scannable, 'qr', 1, { pairingCode: { kind: 'wanted', at: now } });
    const later = inSeconds(3);
    const put = transition(asked, { type: 'postpone', at: later, request: 'pairingCode' });
    assert.deepEqual(put, { ...asked, pairingCode: { kind: 'wanted', at: later } });
    const poll = transition(asked, { type: 'postpone', at: later, request: 'qr' });
    assert.deepEqual(poll.pairingCode, asked.pairingCode);
    assert.equal(poll.plan?.at, later);
    const none = planned(phases.scannable, 'qr', 1);
    assert.equal(transition(none, { type: 'postpone', at: later, request: 'pairingCode' }), none);
  });

  for (const kind of [...transientKinds, ...hopelessKinds])
    it(`that fails with ${kind} leaves the QR code, its plan and its link alone`, () => {
      const after = answer(underWay, failure(kind));
      assert.deepEqual(after.pairingCode, { kind: 'failed', failure: { kind } });
      assert.equal(after.phase, underWay.phase);
      assert.deepEqual(after.plan, plan);
      assert.equal(after.link, underWay.link);
    });

  it('that meets a gateway in want of patience holds back the poll too', () => {
    const after = answer(underWay, failure('rateLimit', { retryAfterMs: 30_000 }));
    assert.equal(after.pairingCode?.kind, 'failed');
    assert.equal(after.phase, underWay.phase);
    assert.equal(after.plan?.at, inSeconds(30));
    assert.ok(after.link.kind === 'backoff');
  });

  const told: Record<string, [Phase['kind'], PairingCode['kind'] | undefined, string]> = {
    WORKING: ['linked', undefined, 'session'],
    FAILED: ['failed', undefined, ''],
    STOPPED: ['failed', undefined, ''],
    PASSKEY: ['passkey', undefined, 'session'],
    STARTING: ['linking', undefined, 'session'],
    SCAN_QR_CODE: ['scannable', 'failed', 'qr'],
    unknown: ['scannable', 'failed', 'session'],
  };
  for (const [word, [kind, part, request]] of entries(told))
    it(`that is refused with 422 ${word} leads to ${kind}`, () => {
      const after = answer(underWay, status(word as 'WORKING'));
      assert.equal(after.phase.kind, kind);
      assert.equal(after.pairingCode?.kind, part);
      assert.equal(after.plan?.request ?? '', request);
    });

  it('is gone where the session is', () => {
    for (const [kind, phase] of entries(phases)) {
      const before = calling(phase, 'qr', { pairingCode: shown });
      const kept = transition(before, { type: 'dropPairingCode', at: now });
      assert.equal(kept.pairingCode, undefined);
      const after = transition(before, {
        type: 'answered',
        ...{ at: now, request: 'session', answer: status('unknown'), chance: 0, interval: 6_000 },
      });
      const lasts = ['connecting', 'scannable', 'expired', 'paused', 'linking'].includes(kind);
      assert.equal(after.pairingCode !== undefined, lasts, kind);
    }
  });

  it('outlives its QR code: a start is then still a link, and no code still a wait for the next', () => {
    const before = calling(phases.expired, 'qr', { pairingCode: shown });
    const rest = { at: now, request: 'qr', chance: 0, interval: 6_000 } as const;
    const started = transition(before, { type: 'answered', answer: status('STARTING'), ...rest });
    assert.equal(started.phase.kind, 'linking');
    assert.equal(started.pairingCode, shown);
    const empty = transition(before, { type: 'answered', answer: { kind: 'empty' }, ...rest });
    assert.equal(empty.phase.kind, 'expired');
    assert.equal(empty.pairingCode, shown);
  });

  it('that is under way keeps what hiding and showing mean to the poll', () => {
    const away = transition(underWay, { type: 'visible', at: now, visible: false });
    assert.deepEqual(away.pairingCode, { kind: 'requested' });
    assert.deepEqual(away.plan, { request: 'qr', at: inSeconds(10) });
    assert.equal(away.inFlight, 'pairingCode');
    const back = transition(away, { type: 'visible', at: inSeconds(1), visible: true });
    assert.deepEqual(back.plan, { request: 'qr', at: inSeconds(1) });
    assert.equal(back.inFlight, 'pairingCode');
  });

  it('can be given up at every stage', () => {
    const phones: PairingCode[] = [shown, { kind: 'wanted', at: now }, { kind: 'expired' }];
    for (const pairingCode of phones) {
      const before = planned(phases.scannable, 'qr', 4, { pairingCode });
      assert.deepEqual(
        transition(before, { type: 'dropPairingCode', at: now }),
        planned(phases.scannable, 'qr', 4),
      );
    }
    const given = transition(underWay, { type: 'dropPairingCode', at: now });
    assert.deepEqual([given.pairingCode, given.inFlight, given.plan], [undefined, undefined, plan]);
    assert.equal(given.last.pairingCode, now);
  });
});
