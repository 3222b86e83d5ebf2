import assert from 'node:assert/strict';
import type { Account, Answer } from '../../../../src/core/gateways/answer';
import { failure, status } from '../../samples/answers';
import { account } from '../../samples/pairings';
import { ScriptedLife } from './scriptedlife';

function working(who?: Account): Answer {
  return { kind: 'status', status: 'WORKING', ...(who && { account: who }) };
}

/** A pairing that is linked at the time 0. */
function linked(who?: Account): ScriptedLife {
  return new ScriptedLife().answer(working(), working(who));
}

/** The times of its checks after that. */
function checks({ requests }: ScriptedLife): readonly string[] {
  return requests.slice(2).map((request) => request.replace('session ', ''));
}

function isConfirmed({ state: { phase } }: ScriptedLife): boolean | undefined {
  return phase.kind === 'linked' ? phase.confirmed : undefined;
}

describe('A link', () => {
  it('is confirmed 10 s after the first WORKING, and then nothing more is asked', () => {
    const life = linked(account);
    assert.equal(isConfirmed(life), false);
    life.answer(working(account));
    assert.deepEqual(checks(life), ['10']);
    assert.equal(isConfirmed(life), true);
    assert.equal(life.state.plan, undefined);
  });

  it('is asked for a missing name after 5, 10 and 20 s', () => {
    const life = linked({ number: '+201012345678' }).answer(working(), working(), working());
    assert.deepEqual(checks(life), ['5', '10', '20']);
    assert.equal(life.state.plan, undefined);
    assert.deepEqual(life.state.phase.kind === 'linked' && life.state.phase.account, {
      number: '+201012345678',
    });
  });

  it('asks no longer for a name that has come, but confirms the link', () => {
    const life = linked().answer(working(account), working(account));
    assert.deepEqual(checks(life), ['5', '10']);
    assert.equal(life.state.plan, undefined);
    assert.deepEqual(life.state.phase.kind === 'linked' && life.state.phase.account, account);
  });

  it('keeps a name that a later answer no longer has', () => {
    const life = linked(account).answer(working());
    assert.deepEqual(life.state.phase.kind === 'linked' && life.state.phase.account, account);
  });

  for (const word of ['FAILED', 'STOPPED', 'SCAN_QR_CODE', 'PASSKEY'] as const)
    it(`is lost if the session says ${word}, before it is confirmed and after`, () => {
      for (const life of [linked(account), linked().answer(working(), working())]) {
        life.answer(status(word));
        assert.deepEqual(life.state.phase, { kind: 'failed', failure: { kind: 'linkLost', detail: word } });
        assert.equal(life.state.plan, undefined);
      }
    });

  it('may reconnect for 30 s', () => {
    const life = linked(account);
    while (life.state.plan) life.answer(status('STARTING'));
    assert.deepEqual(checks(life), ['10', '15', '20', '25', '30']);
    assert.equal(isConfirmed(life), false);
    const again = linked(account).answer(status('STARTING'), working(account));
    assert.equal(isConfirmed(again), true);
    assert.equal(again.state.plan, undefined);
  });

  it('stays if its check fails, and is checked again for 30 s', () => {
    const life = linked();
    while (life.state.plan) life.answer(failure('network'));
    assert.deepEqual(checks(life), ['5', '10', '15', '20', '25', '30']);
    assert.equal(life.outcome, 'linked');
  });

  it('is checked no sooner than the gateway asks, and not at all after 40 s', () => {
    const life = linked(account).answer(failure('rateLimit', { retryAfterMs: 20_000 }), working(account));
    assert.deepEqual(checks(life), ['10', '30']);
    assert.equal(isConfirmed(life), true);
    const limited = linked(account).answer(failure('rateLimit', { retryAfterMs: 31_000 }));
    assert.equal(limited.state.plan, undefined);
    assert.equal(limited.outcome, 'linked');
  });
});
