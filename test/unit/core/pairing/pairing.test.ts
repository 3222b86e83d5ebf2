import { noHistory } from '../../../../src/core/code/code';
import { usualLives } from '../../../../src/core/code/codelives';
import { newMemory } from '../../../../src/core/pairing/memory';
import { nextWake } from '../../../../src/core/pairing/wake';
import assert from 'node:assert/strict';
import { begin, end, hasLiveCode, isOver } from '../../../../src/core/pairing/pairing';
import { entries } from '../../samples/entries';
import { broken, requesting, code, inSeconds, now, pairing, phases, planned } from '../../samples/pairings';

describe('begin', () => {
  it('plans the first request for now', () => {
    assert.deepEqual(begin(now, false, { last: { qr: inSeconds(-1) } }), {
      phase: { kind: 'connecting' },
      link: { kind: 'up' },
      plan: { request: 'qr', at: now },
      last: { qr: inSeconds(-1) },
      visible: false,
      codes: 0,
      history: noHistory,
      lives: usualLives,
      memory: newMemory(false),
    });
  });
});

describe('end', () => {
  it('gives up a session check too', () => {
    const before = requesting(phases.scannable, 'qr', { checkSince: inSeconds(-3) });
    const after = end(before, phases.stopped, now);
    assert.equal(after.checkSince, undefined);
    // The check arrived at the gateway at most a second after its start.
    assert.deepEqual(after.last, { qr: now, session: inSeconds(-2) });
  });

  it('leaves no request planned or under way and no failure, and notes when the request under way was given up', () => {
    const before = { ...requesting(phases.scannable, 'qr', { link: broken }), last: {} };
    const { history } = before;
    assert.deepEqual(
      end(before, phases.stopped, now),
      pairing(phases.stopped, { last: { qr: now }, history }),
    );
    const { last } = end(planned(phases.waiting, 'qr', 9), phases.stopped, now);
    assert.deepEqual(last, { qr: inSeconds(-1) });
  });
});

describe('isOver', () => {
  it('is true for linked, unlinked, stopped, locked and failed', () => {
    const over = entries(phases).filter(([, phase]) => isOver(pairing(phase)));
    assert.deepEqual(
      over.map(([kind]) => kind),
      ['linked', 'unlinked', 'stopped', 'locked', 'failed'],
    );
  });
});

describe('hasLiveCode', () => {
  it('is true until the code expires', () => {
    assert.ok(hasLiveCode(pairing(phases.scannable), code.expiresAt - 1));
    assert.ok(!hasLiveCode(pairing(phases.scannable), code.expiresAt));
    assert.ok(!hasLiveCode(pairing(phases.expired), now));
  });
});

describe('nextWake', () => {
  it('is the time of the planned request', () => {
    assert.equal(nextWake(planned(phases.waiting, 'qr', 9)), inSeconds(9));
  });

  it('is the expiry of the code if that is sooner or a request is under way', () => {
    const underCheck = { checkSince: inSeconds(-1) };
    assert.equal(nextWake(planned(phases.scannable, 'qr', 30, underCheck)), code.expiresAt);
    assert.equal(nextWake(planned(phases.scannable, 'qr', 5, underCheck)), inSeconds(5));
    assert.equal(nextWake(requesting(phases.scannable, 'qr', underCheck)), code.expiresAt);
  });

  it('is the session check beside a request for a code that is open for 2 s, or between two', () => {
    assert.equal(nextWake(requesting(phases.connecting, 'qr')), inSeconds(2));
    // The last request was a second ago, the next is in 5 s.
    assert.equal(nextWake(planned(phases.scannable, 'qr', 5)), inSeconds(2));
  });

  it('is the end of linking, unless a request is under way', () => {
    assert.equal(nextWake(planned(phases.linking, 'session', 60)), inSeconds(50));
    assert.equal(nextWake(requesting(phases.linking, 'session')), undefined);
  });

  it('is undefined if nothing is planned', () => {
    for (const [kind, phase] of entries(phases))
      if (!['waiting', 'scannable', 'linking'].includes(kind))
        assert.equal(nextWake(pairing(phase)), undefined);
    assert.equal(nextWake(pairing({ ...phases.waiting, stuck: true })), undefined);
    assert.equal(nextWake(requesting(phases.connecting, 'qr', { checkSince: now })), undefined);
    assert.equal(nextWake(requesting(phases.connecting, 'restart')), undefined);
  });
});
