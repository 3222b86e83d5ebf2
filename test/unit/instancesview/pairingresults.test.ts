import type { Account, SessionStatus } from '../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import type { Phase } from '../../../src/core/pairing/pairing';
import { begin, enter } from '../../../src/core/pairing/pairing';
import type { Lesson } from '../../../src/instancesview/pairingresults';
import { learnFrom } from '../../../src/instancesview/pairingresults';

const ref = { gateway: '', instanceId: 'SHOP00000001' };
const account = { name: 'Jane Doe' };

function lesson(phase: Phase): Lesson {
  return { ref, state: enter(begin(0, true), phase) };
}

/** What a board is told when pairings change in that way. */
function told(changes: readonly Lesson[], present: readonly Lesson[] = []): readonly unknown[] {
  const heard: unknown[] = [];
  const changed = new Emitter<Lesson>();
  const board = {
    learn: (_: InstanceRef, status: SessionStatus, whose?: Account) => heard.push([status, whose]),
    forget: () => heard.push('forget'),
    checkNow: () => heard.push('check'),
    expect: () => heard.push('expect'),
  };
  learnFrom(present, changed.event, board, () => heard.push('own'));
  for (const change of changes) changed.fire(change);
  return heard;
}

describe('what a board learns from pairings', () => {
  const linked = lesson({ kind: 'linked', since: 5, account });

  it('is who was linked, once: a panel that stays open hides no later drop', () => {
    assert.deepEqual(told([linked, linked, { ref, state: { ...linked.state, visible: false } }]), [
      ['WORKING', account],
    ]);
  });

  it('is whom, when that is known later', () => {
    const before = lesson({ kind: 'linked', since: 5 });
    assert.deepEqual(told([before, linked]), [
      ['WORKING', undefined],
      ['WORKING', account],
    ]);
  });

  it('is nothing of what was there before anybody looked', () => {
    assert.deepEqual(told([linked], [linked]), []);
  });

  it('is that a session has failed or is stopped', () => {
    const kinds = ['sessionFailed', 'sessionStopped'] as const;
    assert.deepEqual(told(kinds.map((kind) => lesson({ kind: 'failed', failure: { kind } }))), [
      ['FAILED', undefined],
      ['STOPPED', undefined],
    ]);
  });

  it('is that nothing of an unlinked one counts any more, and that it is to be asked about', () => {
    assert.deepEqual(told([lesson({ kind: 'unlinked', since: 5 })]), ['own', 'forget', 'check']);
  });

  it('is to ask where a pairing was given up or met other trouble', () => {
    const stopped = lesson({ kind: 'stopped' });
    const refused = lesson({ kind: 'failed', failure: { kind: 'forbidden', status: 403 } });
    assert.deepEqual(told([stopped, stopped, refused]), ['check', 'check']);
  });

  it('is that something is being done while a pairing goes on, which asks by itself', () => {
    const connecting = lesson({ kind: 'connecting' });
    assert.deepEqual(told([connecting, connecting, lesson({ kind: 'paused' })]), ['own', 'expect', 'expect']);
  });
});
