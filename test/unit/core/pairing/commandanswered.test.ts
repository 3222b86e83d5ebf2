import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/core/gateways/answer';
import { transition } from '../../../../src/core/pairing/transition';
import { codeAnswer, failure, status } from '../../samples/answers';
import { now } from '../../samples/pairings';
import { ScriptedLife } from './scriptedlife';

const done: Answer = { kind: 'done' };
const refused = failure('alreadyStarted', { status: 422, message: 'Session already started.' });

describe('commandAnswered', () => {
  it('requests a code once a command is accepted, and its next code is the first one', () => {
    for (const command of ['start', 'restart'] as const) {
      const life = new ScriptedLife(command).answer(done).answer(codeAnswer('A'));
      assert.deepEqual(life.requests, [`${command} 0`, 'qr 0']);
      assert.equal(life.state.history.number, 1);
      assert.equal(life.state.memory.commanded?.command, command);
    }
  });

  it('shows a code after a logout that was asked for with one', () => {
    const life = new ScriptedLife('logoutThenQr').answer(done).answer(codeAnswer('A', 20));
    assert.deepEqual(life.requests, ['logout 0', 'qr 0']);
    assert.equal(life.outcome, 'scannable');
  });

  it('never takes a code from before a command for a new one', () => {
    const { history } = new ScriptedLife().answer(codeAnswer('A', 20)).state;
    const life = new ScriptedLife('restart', { history }).answer(done, codeAnswer('A', 20));
    assert.equal(life.outcome, 'covered because repeated');
    life.answer(codeAnswer('B', 20));
    assert.equal(life.outcome, 'scannable');
  });

  it('counts a code that an earlier pairing has shown already, since it is shown again', () => {
    const { history } = new ScriptedLife().answer(codeAnswer('A', 20)).state;
    const life = new ScriptedLife('qr', { history }).answer(codeAnswer('A', 20));
    assert.equal(life.state.codes, 1);
    life.answer(codeAnswer('A', 14), codeAnswer('B', 20));
    assert.equal(life.state.codes, 2);
  });

  it('waits while a session that was just started still reports STOPPED or FAILED, or isn’t found', () => {
    for (const answer of [status('STOPPED'), status('FAILED'), failure('instance', { status: 404 })]) {
      const life = new ScriptedLife('start').answer(done).answer(answer);
      assert.match(life.outcome, /^waiting/);
    }
  });

  it('says what was refused', () => {
    const life = new ScriptedLife('restart').answer(failure('unavailable', { status: 500, message: 'No.' }));
    assert.deepEqual(life.state.phase, {
      kind: 'failed',
      failure: { kind: 'unavailable', status: 500, message: 'No.' },
      during: 'restart',
    });
  });

  describe('to a start that is refused because the session is running', () => {
    it('asks for the status, and requests the code if there is one', () => {
      const life = new ScriptedLife('start')
        .answer(refused)
        .answer(status('SCAN_QR_CODE'))
        .answer(codeAnswer('A', 20));
      assert.deepEqual(life.requests, ['start 0', 'session 0', 'qr 0']);
      assert.equal(life.outcome, 'scannable');
    });

    it('stops and starts the session if it has failed', () => {
      const life = new ScriptedLife('start')
        .answer(refused)
        .answer(status('FAILED'))
        .answer(done)
        .answer(done);
      life.answer(codeAnswer('A', 20));
      assert.deepEqual(life.requests, ['start 0', 'session 0', 'stop 0', 'start 0', 'qr 0']);
      assert.equal(life.outcome, 'scannable');
      assert.equal(life.state.history.number, 1);
    });

    it('ends if the start is refused again after that', () => {
      const life = new ScriptedLife('start')
        .answer(refused)
        .answer(status('FAILED'))
        .answer(done)
        .answer(refused);
      assert.equal(life.outcome, 'alreadyStarted during start');
    });

    it('ends if the stop fails', () => {
      const life = new ScriptedLife('start')
        .answer(refused)
        .answer(status('FAILED'))
        .answer(failure('timeout'));
      assert.equal(life.outcome, 'timeout during stop');
    });

    it('stops and starts only once if the session fails again', () => {
      const life = new ScriptedLife('start')
        .answer(refused)
        .answer(status('FAILED'))
        .answer(done)
        .answer(done);
      for (let count = 0; count < 4 && life.state.phase.kind !== 'failed'; count++)
        life.answer(status('FAILED'));
      assert.deepEqual(
        life.requests.filter((request) => !/qr|session/.test(request)),
        ['start 0', 'stop 0', 'start 0'],
      );
      assert.equal(life.outcome, 'sessionFailed');
    });
  });
});

describe('unlinkingAnswered', () => {
  it('counts the phone as unlinked once the status shows it', () => {
    for (const shown of [status('SCAN_QR_CODE'), status('STARTING'), status('STOPPED'), status('FAILED')]) {
      const life = new ScriptedLife('logout').answer(done).answer(status('WORKING')).answer(shown);
      assert.deepEqual(life.requests, ['logout 0', 'session 0', 'session 5']);
      assert.equal(life.outcome, 'unlinked');
    }
  });

  it('says that it isn’t confirmed if the phone is still linked after 15 s, or the status is unclear', () => {
    for (const answer of [status('WORKING'), status('unknown'), failure('network')]) {
      const life = new ScriptedLife('logout').answer(done);
      for (let count = 0; count < 4; count++) life.answer(answer);
      assert.deepEqual(life.requests, ['logout 0', 'session 0', 'session 5', 'session 10', 'session 15']);
      assert.equal(life.outcome, 'unconfirmed during logout');
    }
  });

  it('gives the gateway the time that it asks for, but not more than a minute', () => {
    const soon = new ScriptedLife('logout')
      .answer(done)
      .answer(failure('rateLimit', { retryAfterMs: 30_000 }));
    // A look at the panel doesn't shorten that.
    for (const visible of [false, true])
      soon.state = transition(soon.state, { type: 'visible', at: now, visible });
    assert.equal(soon.answer(status('SCAN_QR_CODE')).requests.at(-1), 'session 30');
    assert.equal(soon.outcome, 'unlinked');
    const late = new ScriptedLife('logout')
      .answer(done)
      .answer(failure('rateLimit', { retryAfterMs: 61_000 }));
    assert.equal(late.outcome, 'unconfirmed during logout');
  });
});
