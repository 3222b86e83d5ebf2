import type { Account, SessionStatus } from '../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import type { Phase } from '../../../src/core/pairing/phase';
import { begin, enter } from '../../../src/core/pairing/pairing';
import type { PairingResult } from '../../../src/instancesview/pairingresults';
import { reportPairingResults } from '../../../src/instancesview/pairingresults';

const ref = { gateway: '', instanceId: 'SHOP00000001' };
const account = { name: 'Jane Doe' };

function result(phase: Phase): PairingResult {
  return { ref, state: enter(begin(0, true), phase) };
}

/** The calls that the poller gets when pairings change. */
function reported(
  changes: readonly PairingResult[],
  present: readonly PairingResult[] = [],
): readonly unknown[] {
  const calls: unknown[] = [];
  const changed = new Emitter<PairingResult>();
  const poller = {
    setKnown: (_: InstanceRef, status: SessionStatus, whose?: Account) => calls.push([status, whose]),
    forget: () => calls.push('forget'),
    checkNow: () => calls.push('check'),
    expectChange: () => calls.push('expect'),
  };
  reportPairingResults(
    present,
    changed.event,
    poller,
    () => calls.push('own'),
    () => calls.push('linked'),
  );
  for (const change of changes) changed.fire(change);
  return calls;
}

describe('the report of pairings to the poller', () => {
  const linked = result({ kind: 'linked', since: 5, account });

  it('says once who was linked, so that an open panel hides no later disconnect', () => {
    assert.deepEqual(reported([linked, linked, { ref, state: { ...linked.state, visible: false } }]), [
      ['WORKING', account],
      'linked',
    ]);
  });

  it('adds the account when it is known later', () => {
    const before = result({ kind: 'linked', since: 5 });
    assert.deepEqual(reported([before, linked]), [
      ['WORKING', undefined],
      'linked',
      ['WORKING', account],
      'linked',
    ]);
  });

  it('leaves out pairings that existed before', () => {
    assert.deepEqual(reported([linked], [linked]), []);
  });

  it('says that a session has failed or stopped', () => {
    const kinds = ['sessionFailed', 'sessionStopped'] as const;
    assert.deepEqual(reported(kinds.map((kind) => result({ kind: 'failed', failure: { kind } }))), [
      ['FAILED', undefined],
      ['STOPPED', undefined],
    ]);
  });

  it('makes the poller forget and check an unlinked instance', () => {
    assert.deepEqual(reported([result({ kind: 'unlinked', since: 5 })]), ['own', 'forget', 'check']);
  });

  it('makes the poller check an instance whose pairing was stopped or failed for another reason', () => {
    const stopped = result({ kind: 'stopped' });
    const refused = result({ kind: 'failed', failure: { kind: 'forbidden', status: 403 } });
    assert.deepEqual(reported([stopped, stopped, refused]), ['check', 'check']);
  });

  it('makes the poller expect a change while a pairing runs', () => {
    const connecting = result({ kind: 'connecting' });
    assert.deepEqual(reported([connecting, connecting, result({ kind: 'paused' })]), [
      'own',
      'expect',
      'expect',
    ]);
  });
});
