import type { PairingCode } from '../../../../src/core/pairing/pairing';
import { nextWake } from '../../../../src/core/pairing/wake';
import type { Answer } from '../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import type { Pairing } from '../../../../src/core/pairing/pairing';
import type { Phase } from '../../../../src/core/pairing/phase';
import { transition } from '../../../../src/core/pairing/transition';
import { failure, permanentKinds, status, transientKinds } from '../../samples/answers';
import { entries } from '../../samples/entries';
import { backoff, requesting, inSeconds, now, pairing, phases, planned } from '../../samples/pairings';

const shown: PairingCode = { kind: 'shown', code: 'ABCD1234', since: inSeconds(-10) };
const plan = { request: 'qr', at: inSeconds(4) } as const;
const underWay: Pairing = requesting(phases.scannable, 'pairingCode', {
  pairingCode: { kind: 'requested' },
  plan,
});

function answer(before: Pairing, content: Answer): Pairing {
  return transition(before, {
    type: 'answered',
    at: now,
    request: 'pairingCode',
    answer: content,
    chance: 0,
    interval: 6_000,
  });
}

function due(before: Pairing, at = now): Pairing {
  return transition(before, { type: 'due', at, chance: 0 });
}

describe('A pairing code', () => {
  it('can be requested only while there is a QR code', () => {
    const possible = entries(phases).filter(([, phase]) => {
      const before = pairing(phase);
      return transition(before, { type: 'requestPairingCode', at: now }) !== before;
    });
    assert.deepEqual(
      possible.map(([kind]) => kind),
      ['scannable', 'expired'],
    );
  });

  it('is requested before the planned poll, which follows', () => {
    const wanted = transition(planned(phases.scannable, 'qr', 0), { type: 'requestPairingCode', at: now });
    assert.equal(nextWake(wanted), now);
    const requested = due(wanted);
    assert.equal(requested.inFlight, 'pairingCode');
    assert.deepEqual(requested.pairingCode, { kind: 'requested' });
    assert.deepEqual(requested.plan, { request: 'qr', at: now });
    assert.equal(nextWake({ ...requested, phase: { kind: 'connecting' } }), undefined);
    const answered = answer(requested, { kind: 'pairingCode', code: 'ABCD1234' });
    assert.deepEqual(answered.plan, { request: 'qr', at: now });
    assert.deepEqual(answered.pairingCode, { ...shown, since: now });
    assert.equal(answered.inFlight, undefined);
    assert.equal(answered.last.pairingCode, now);
  });

  it('waits during a rate limit', () => {
    const limited = planned(phases.scannable, 'qr', 30, {
      link: backoff({ kind: 'rateLimit' }),
      pairingCode: { kind: 'wanted', at: now },
    });
    assert.equal(nextWake({ ...limited, phase: { kind: 'connecting' } }), inSeconds(30));
    assert.equal(due(limited), limited);
    assert.equal(due({ ...limited, link: backoff({ kind: 'network' }) }).inFlight, 'pairingCode');
  });

  it('can be postponed without the poll, and the poll without it', () => {
    const wanted = planned(phases.scannable, 'qr', 1, { pairingCode: { kind: 'wanted', at: now } });
    const later = inSeconds(3);
    const postponed = transition(wanted, { type: 'postpone', at: later, request: 'pairingCode' });
    assert.deepEqual(postponed, { ...wanted, pairingCode: { kind: 'wanted', at: later } });
    const poll = transition(wanted, { type: 'postpone', at: later, request: 'qr' });
    assert.deepEqual(poll.pairingCode, wanted.pairingCode);
    assert.equal(poll.plan?.at, later);
    const none = planned(phases.scannable, 'qr', 1);
    assert.equal(transition(none, { type: 'postpone', at: later, request: 'pairingCode' }), none);
  });

  for (const kind of [...transientKinds, ...permanentKinds])
    it(`that fails with ${kind} doesn’t change the QR code and its poll`, () => {
      const after = answer(underWay, failure(kind));
      assert.deepEqual(after.pairingCode, { kind: 'failed', failure: { kind } });
      assert.equal(after.phase, underWay.phase);
      assert.deepEqual(after.plan, plan);
      assert.equal(after.link, underWay.link);
    });

  it('that meets a rate limit delays the poll too', () => {
    const after = answer(underWay, failure('rateLimit', { retryAfterMs: 30_000 }));
    assert.equal(after.pairingCode?.kind, 'failed');
    assert.equal(after.phase, underWay.phase);
    assert.equal(after.plan?.at, inSeconds(30));
    assert.ok(after.link.kind === 'backoff');
  });

  it('is no longer waited for if its request was given up because a phone is being linked', () => {
    const check = { request: 'session', answer: status('STARTING'), chance: 0, interval: 6_000 } as const;
    const after = transition(
      { ...underWay, checkSince: inSeconds(-1) },
      { type: 'answered', at: now, ...check },
    );
    assert.equal(after.phase.kind, 'linking');
    assert.deepEqual([after.inFlight, after.pairingCode], [undefined, undefined]);
  });

  const refusals: Record<string, [Phase['kind'], PairingCode['kind'] | undefined, string]> = {
    // Only a session check shows whether the phone is linked, and FAILED may pass.
    WORKING: ['linking', undefined, 'session'],
    FAILED: ['waiting', undefined, 'session'],
    STOPPED: ['failed', undefined, ''],
    PASSKEY: ['passkey', undefined, 'session'],
    STARTING: ['linking', undefined, 'session'],
    SCAN_QR_CODE: ['scannable', 'failed', 'qr'],
    unknown: ['scannable', 'failed', 'session'],
  };
  for (const [word, [kind, part, request]] of entries(refusals))
    it(`that is refused with 422 ${word} leads to ${kind}`, () => {
      const after = answer(underWay, status(word as 'WORKING'));
      assert.equal(after.phase.kind, kind);
      assert.equal(after.pairingCode?.kind, part);
      assert.equal(after.plan?.request ?? '', request);
    });

  it('is removed in phases without a session to link', () => {
    for (const [kind, phase] of entries(phases)) {
      const before = requesting(phase, 'qr', { pairingCode: shown });
      const kept = transition(before, { type: 'cancelPairingCode', at: now });
      assert.equal(kept.pairingCode, undefined);
      const after = transition(before, {
        type: 'answered',
        at: now,
        request: 'session',
        answer: status('unknown'),
        chance: 0,
        interval: 6_000,
      });
      const stays = ['connecting', 'scannable', 'expired', 'paused', 'linking'].includes(kind);
      assert.equal(after.pairingCode !== undefined, stays, kind);
    }
  });

  it('stays after its QR code has expired: STARTING then still means linking, and no code a wait for the next one', () => {
    const before = requesting(phases.expired, 'qr', { pairingCode: shown });
    const rest = { at: now, request: 'qr', chance: 0, interval: 6_000 } as const;
    const started = transition(before, { type: 'answered', answer: status('STARTING'), ...rest });
    assert.equal(started.phase.kind, 'linking');
    assert.equal(started.pairingCode, shown);
    const empty = transition(before, { type: 'answered', answer: { kind: 'empty' }, ...rest });
    assert.equal(empty.phase.kind, 'expired');
    assert.equal(empty.pairingCode, shown);
  });

  it('that is being requested doesn’t change how hiding and showing affect the poll', () => {
    const away = transition(underWay, { type: 'visible', at: now, visible: false });
    assert.deepEqual(away.pairingCode, { kind: 'requested' });
    assert.deepEqual(away.plan, { request: 'qr', at: inSeconds(10) });
    assert.equal(away.inFlight, 'pairingCode');
    const back = transition(away, { type: 'visible', at: inSeconds(1), visible: true });
    assert.deepEqual(back.plan, { request: 'qr', at: inSeconds(1) });
    assert.equal(back.inFlight, 'pairingCode');
  });

  it('can be given up in every state', () => {
    const states: PairingCode[] = [shown, { kind: 'wanted', at: now }, { kind: 'expired' }];
    for (const pairingCode of states) {
      const before = planned(phases.scannable, 'qr', 4, { pairingCode });
      assert.deepEqual(
        transition(before, { type: 'cancelPairingCode', at: now }),
        planned(phases.scannable, 'qr', 4),
      );
    }
    const after = transition(underWay, { type: 'cancelPairingCode', at: now });
    assert.deepEqual([after.pairingCode, after.inFlight, after.plan], [undefined, undefined, plan]);
    assert.equal(after.last.pairingCode, now);
  });
});
