import type { Account, SessionStatus } from '../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import type { Phase } from '../../../src/core/pairing/pairing';
import { begin, enter } from '../../../src/core/pairing/pairing';
import type { PairingResult } from '../../../src/instancesview/pairingresults';
import { reportPairingResults } from '../../../src/instancesview/pairingresults';

const ref = { gateway: '', instanceId: 'SHOP00000001' };
const account = { name: 'Jane Doe' };

function result(phase: Phase): PairingResult {
  return { ref, state: enter(begin(0, true), phase) };
}

/** What the poller is told when pairings change in that way. */
function told(changes: readonly PairingResult[], present: readonly PairingResult[] = []): readonly unknown[] {
  const heard: unknown[] = [];
  const changed = new Emitter<PairingResult>();
  const poller = {
    setKnown: (_: InstanceRef, status: SessionStatus, whose?: Account) => heard.push([status, whose]),
    forget: () => heard.push('forget'),
    checkNow: () => heard.push('check'),
    expectChange: () => heard.push('expect'),
  };
  reportPairingResults(present, changed.event, poller, () => heard.push('own'));
  for (const change of changes) changed.fire(change);
  return heard;
}

describe('what the poller is told of pairings', () => {
  const linked = result({ kind: 'linked', since: 5, account });

  it('is who was linked, once: a panel that stays open hides no later disconnect', () => {
    assert.deepEqual(told([linked, linked, { ref, state: { ...linked.state, visible: false } }]), [
      ['WORKING', account],
    ]);
  });

  it('is the account, when that is known later', () => {
    const before = result({ kind: 'linked', since: 5 });
    assert.deepEqual(told([before, linked]), [
      ['WORKING', undefined],
      ['WORKING', account],
    ]);
  });

  it('is nothing of pairings that were there before', () => {
    assert.deepEqual(told([linked], [linked]), []);
  });

  it('is that a session has failed or is stopped', () => {
    const kinds = ['sessionFailed', 'sessionStopped'] as const;
    assert.deepEqual(told(kinds.map((kind) => result({ kind: 'failed', failure: { kind } }))), [
      ['FAILED', undefined],
      ['STOPPED', undefined],
    ]);
  });

  it('is to forget what is known of an unlinked one, and to check it', () => {
    assert.deepEqual(told([result({ kind: 'unlinked', since: 5 })]), ['own', 'forget', 'check']);
  });

  it('is to check where a pairing was stopped or failed otherwise', () => {
    const stopped = result({ kind: 'stopped' });
    const refused = result({ kind: 'failed', failure: { kind: 'forbidden', status: 403 } });
    assert.deepEqual(told([stopped, stopped, refused]), ['check', 'check']);
  });

  it('is to expect a change while a pairing goes on, which asks by itself', () => {
    const connecting = result({ kind: 'connecting' });
    assert.deepEqual(told([connecting, connecting, result({ kind: 'paused' })]), ['own', 'expect', 'expect']);
  });
});
