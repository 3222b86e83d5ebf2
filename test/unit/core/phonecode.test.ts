import assert from 'node:assert/strict';
import type { Answer } from '../../../src/core/gateway';
import type { Pairing, Phase } from '../../../src/core/pairing';
import { nextWake } from '../../../src/core/pairing';
import type { PhoneCode } from '../../../src/core/phonecode';
import { transition } from '../../../src/core/transition';
import { failure, hopelessKinds, status, transientKinds } from '../samples/answers';
import { entries } from '../samples/entries';
import { backoff, calling, inSeconds, now, pairing, phases, planned } from '../samples/pairings';

const shown: PhoneCode = { kind: 'shown', code: 'ABCD1234', since: inSeconds(-10) };
const plan = { call: 'qr', at: inSeconds(4) } as const;
const underWay: Pairing = calling(phases.scannable, 'phoneCode', {
  phone: { kind: 'underWay', resume: plan },
});

function answer(before: Pairing, given: Answer): Pairing {
  return transition(before, {
    type: 'answered',
    at: now,
    call: 'phoneCode',
    answer: given,
    chance: 0,
    interval: 6_000,
  });
}

function due(before: Pairing, at = now): Pairing {
  return transition(before, { type: 'due', at, chance: 0 });
}

describe('A code for a phone number', () => {
  it('is asked for only while there is a QR code', () => {
    const possible = entries(phases).filter(([, phase]) => {
      const before = pairing(phase);
      return transition(before, { type: 'askPhoneCode', at: now }) !== before;
    });
    assert.deepEqual(
      possible.map(([kind]) => kind),
      ['scannable', 'lapsed'],
    );
  });

  it('comes before the planned poll, which goes on after it', () => {
    const asked = transition(planned(phases.scannable, 'qr', 0), { type: 'askPhoneCode', at: now });
    assert.equal(nextWake(asked), now);
    const called = due(asked);
    assert.equal(called.flight, 'phoneCode');
    assert.deepEqual(called.phone, { kind: 'underWay', resume: { call: 'qr', at: now } });
    assert.equal(called.plan, undefined);
    const answered = answer(called, { kind: 'phoneCode', code: 'ABCD1234' });
    assert.deepEqual(answered.plan, { call: 'qr', at: now });
    assert.deepEqual(answered.phone, { ...shown, since: now });
    assert.equal(answered.flight, undefined);
    assert.equal(answered.last.phoneCode, now);
  });

  it('waits while the gateway wants patience', () => {
    const slowed = planned(phases.scannable, 'qr', 30, {
      link: backoff({ kind: 'rateLimit' }),
      phone: { kind: 'asked', at: now },
    });
    assert.equal(nextWake({ ...slowed, phase: { kind: 'connecting' } }), inSeconds(30));
    assert.equal(due(slowed), slowed);
    assert.equal(due({ ...slowed, link: backoff({ kind: 'network' }) }).flight, 'phoneCode');
  });

  it('can be put off without the poll, and the poll without it', () => {
    const asked = planned(phases.scannable, 'qr', 1, { phone: { kind: 'asked', at: now } });
    const later = inSeconds(3);
    const put = transition(asked, { type: 'postpone', at: later, call: 'phoneCode' });
    assert.deepEqual(put, { ...asked, phone: { kind: 'asked', at: later } });
    const poll = transition(asked, { type: 'postpone', at: later, call: 'qr' });
    assert.deepEqual(poll.phone, asked.phone);
    assert.equal(poll.plan?.at, later);
    const none = planned(phases.scannable, 'qr', 1);
    assert.equal(transition(none, { type: 'postpone', at: later, call: 'phoneCode' }), none);
  });

  for (const kind of [...transientKinds, ...hopelessKinds])
    it(`that fails with ${kind} leaves the QR code, its plan and its link alone`, () => {
      const after = answer(underWay, failure(kind));
      assert.deepEqual(after.phone, { kind: 'failed', failure: { kind } });
      assert.equal(after.phase, underWay.phase);
      assert.deepEqual(after.plan, plan);
      assert.equal(after.link, underWay.link);
    });

  it('that meets a gateway in want of patience holds back the poll too', () => {
    const after = answer(underWay, failure('rateLimit', { retryAfterMs: 30_000 }));
    assert.equal(after.phone?.kind, 'failed');
    assert.equal(after.phase, underWay.phase);
    assert.equal(after.plan?.at, inSeconds(30));
    assert.ok(after.link.kind === 'backoff');
  });

  const told: Record<string, [Phase['kind'], PhoneCode['kind'] | undefined, string]> = {
    WORKING: ['linked', undefined, 'session'],
    FAILED: ['failed', undefined, ''],
    STOPPED: ['failed', undefined, ''],
    PASSKEY: ['passkey', undefined, 'session'],
    STARTING: ['linking', undefined, 'session'],
    SCAN_QR_CODE: ['scannable', 'failed', 'qr'],
    unknown: ['scannable', 'failed', 'session'],
  };
  for (const [word, [kind, part, call]] of entries(told))
    it(`that is refused with 422 ${word} leads to ${kind}`, () => {
      const after = answer(underWay, status(word as 'WORKING'));
      assert.equal(after.phase.kind, kind);
      assert.equal(after.phone?.kind, part);
      assert.equal(after.plan?.call ?? '', call);
    });

  it('is gone where the session is', () => {
    for (const [kind, phase] of entries(phases)) {
      const before = calling(phase, 'qr', { phone: shown });
      const kept = transition(before, { type: 'dropPhoneCode', at: now });
      assert.equal(kept.phone, undefined);
      const after = transition(before, {
        type: 'answered',
        ...{ at: now, call: 'session', answer: status('unknown'), chance: 0, interval: 6_000 },
      });
      const lasts = ['connecting', 'scannable', 'lapsed', 'paused', 'linking'].includes(kind);
      assert.equal(after.phone !== undefined, lasts, kind);
    }
  });

  it('outlives its QR code: a start is then still a link, and no code still a wait for the next', () => {
    const before = calling(phases.lapsed, 'qr', { phone: shown });
    const rest = { at: now, call: 'qr', chance: 0, interval: 6_000 } as const;
    const started = transition(before, { type: 'answered', answer: status('STARTING'), ...rest });
    assert.equal(started.phase.kind, 'linking');
    assert.equal(started.phone, shown);
    const empty = transition(before, { type: 'answered', answer: { kind: 'empty' }, ...rest });
    assert.equal(empty.phase.kind, 'lapsed');
    assert.equal(empty.phone, shown);
  });

  it('that is under way keeps what hiding and showing mean to the poll', () => {
    const away = transition(underWay, { type: 'visible', at: now, visible: false });
    assert.deepEqual(away.phone, { kind: 'underWay', resume: { call: 'qr', at: inSeconds(10) } });
    assert.equal(away.flight, 'phoneCode');
    const back = transition(away, { type: 'visible', at: inSeconds(1), visible: true });
    assert.deepEqual(back.phone, { kind: 'underWay', resume: { call: 'qr', at: inSeconds(1) } });
  });

  it('can be given up at every stage', () => {
    const phones: PhoneCode[] = [shown, { kind: 'asked', at: now }, { kind: 'lapsed' }];
    for (const phone of phones) {
      const before = planned(phases.scannable, 'qr', 4, { phone });
      assert.deepEqual(
        transition(before, { type: 'dropPhoneCode', at: now }),
        planned(phases.scannable, 'qr', 4),
      );
    }
    const given = transition(underWay, { type: 'dropPhoneCode', at: now });
    assert.deepEqual([given.phone, given.flight, given.plan], [undefined, undefined, plan]);
    assert.equal(given.last.phoneCode, now);
  });
});
