import { nextWake } from '../../../../src/core/pairing/wake';
import assert from 'node:assert/strict';
import { begin, end, hasLiveCode, isOver } from '../../../../src/core/pairing/pairing';
import { entries } from '../../samples/entries';
import { broken, calling, code, inSeconds, now, pairing, phases, planned } from '../../samples/pairings';

describe('begin', () => {
  it('plans the first call for now', () => {
    assert.deepEqual(begin(now, false, { qr: inSeconds(-1) }), {
      phase: { kind: 'connecting' },
      link: { kind: 'up' },
      plan: { request: 'qr', at: now },
      last: { qr: inSeconds(-1) },
      visible: false,
      codes: 0,
    });
  });
});

describe('end', () => {
  it('leaves nothing planned, under way or wrong, and notes when the call under way was given up', () => {
    const before = { ...calling(phases.scannable, 'qr', { link: broken }), last: {} };
    assert.deepEqual(end(before, phases.stopped, now), pairing(phases.stopped, { last: { qr: now } }));
    const { last } = end(planned(phases.waiting, 'qr', 9), phases.stopped, now);
    assert.deepEqual(last, { qr: inSeconds(-1) });
  });
});

describe('isOver', () => {
  it('holds for linked, unlinked, stopped, locked and failed', () => {
    const over = entries(phases).filter(([, phase]) => isOver(pairing(phase)));
    assert.deepEqual(
      over.map(([kind]) => kind),
      ['linked', 'unlinked', 'stopped', 'locked', 'failed'],
    );
  });
});

describe('hasLiveCode', () => {
  it('holds until the code dies', () => {
    assert.ok(hasLiveCode(pairing(phases.scannable), code.expiresAt - 1));
    assert.ok(!hasLiveCode(pairing(phases.scannable), code.expiresAt));
    assert.ok(!hasLiveCode(pairing(phases.expired), now));
  });
});

describe('nextWake', () => {
  it('is when the next call is planned', () => {
    assert.equal(nextWake(planned(phases.waiting, 'qr', 9)), inSeconds(9));
  });

  it('is when the code dies, if that is sooner or a call is under way', () => {
    assert.equal(nextWake(planned(phases.scannable, 'qr', 30)), code.expiresAt);
    assert.equal(nextWake(planned(phases.scannable, 'qr', 5)), inSeconds(5));
    assert.equal(nextWake(calling(phases.scannable, 'qr')), code.expiresAt);
  });

  it('is when a scan should have shown, unless a call is under way that may tell', () => {
    assert.equal(nextWake(planned(phases.linking, 'session', 60)), inSeconds(50));
    assert.equal(nextWake(calling(phases.linking, 'session')), undefined);
  });

  it('is never, where nothing is planned', () => {
    for (const [kind, phase] of entries(phases))
      if (!['waiting', 'scannable', 'linking'].includes(kind))
        assert.equal(nextWake(pairing(phase)), undefined);
    assert.equal(nextWake(pairing({ ...phases.waiting, stuck: true })), undefined);
    assert.equal(nextWake(calling(phases.connecting, 'qr')), undefined);
  });
});
