import assert from 'node:assert/strict';
import type { Account, Answer, SessionStatus } from '../../../../src/core/gateways/answer';
import { codeAnswer, status } from '../../samples/answers';
import { account, inSeconds } from '../../samples/pairings';
import { ScriptedLife } from './scriptedlife';

const done: Answer = { kind: 'done' };
const failed = status('FAILED');
const ready = status('SCAN_QR_CODE');

function named(word: SessionStatus, who: Account = account): Answer {
  return { kind: 'status', status: word, account: who };
}

describe('statusAnswered', () => {
  describe('to FAILED', () => {
    it('looks again after 5 and 15 s if a code was live, covers it, and ends only then', () => {
      const life = new ScriptedLife().answer(codeAnswer('A', 60), failed);
      assert.equal(life.outcome, 'waiting because of FAILED');
      life.answer(failed);
      assert.equal(life.outcome, 'waiting because of FAILED');
      life.answer(failed);
      assert.deepEqual(life.requests, ['qr 0', 'qr 6.67', 'session 11.67', 'session 21.67']);
      assert.equal(life.outcome, 'sessionFailed');
    });

    it('goes on if it passes, and the next code is the first one', () => {
      const life = new ScriptedLife().answer(
        codeAnswer('A', 60),
        failed,
        status('STARTING'),
        codeAnswer('B'),
      );
      assert.equal(life.outcome, 'scannable');
      assert.equal(life.state.history.number, 1);
    });

    it('looks again after linking as well', () => {
      const life = new ScriptedLife().answer(codeAnswer('A', 60), status('STARTING'), failed);
      assert.equal(life.outcome, 'waiting because of FAILED');
    });

    it('ends at once if nothing suggests that it passes, but only by a session check', () => {
      const life = new ScriptedLife().answer(failed);
      assert.equal(life.outcome, 'connecting');
      assert.deepEqual(life.answer(failed).requests, ['qr 0', 'session 0']);
      assert.equal(life.outcome, 'sessionFailed');
    });

    it('means a login that WhatsApp refuses if it comes again within 10 s of a restart', () => {
      assert.equal(new ScriptedLife('restart').answer(done, failed, failed).outcome, 'loginRefused');
    });

    it('is watched for 15 s after a start', () => {
      const life = new ScriptedLife('start').answer(done, failed, failed, failed);
      assert.deepEqual(life.requests, ['start 0', 'qr 0', 'session 5', 'session 15']);
      assert.equal(life.outcome, 'sessionFailed');
    });

    it('means a login that WhatsApp refuses if the session names an account', () => {
      assert.equal(new ScriptedLife().answer(failed, named('FAILED')).outcome, 'loginRefused');
      // Only a session check tells.
      assert.equal(new ScriptedLife().answer(named('FAILED')).outcome, 'connecting');
      const life = new ScriptedLife().answer(codeAnswer('A', 60), failed, named('FAILED'));
      assert.equal(life.outcome, 'loginRefused');
    });
  });

  describe('to STOPPED', () => {
    it('ends, except within 30 s of a command', () => {
      assert.equal(new ScriptedLife().answer(status('STOPPED')).outcome, 'sessionStopped');
      const life = new ScriptedLife('restart').answer(done, ...Array<Answer>(6).fill(status('STOPPED')));
      assert.equal(life.outcome, 'waiting because of STOPPED');
      assert.equal(life.requests.at(-1), 'session 25');
      assert.equal(life.answer(status('STOPPED')).outcome, 'sessionStopped');
    });

    it('covers the code that the session had, even if it may start again', () => {
      const life = new ScriptedLife('restart').answer(done, codeAnswer('A'), status('STOPPED'));
      assert.equal(life.outcome, 'waiting because of STOPPED');
    });
  });

  describe('to an account', () => {
    const empty: Answer = { kind: 'empty' };

    it('that wasn’t there before means linking', () => {
      const life = new ScriptedLife('restart').answer(
        done,
        codeAnswer('A', 60),
        empty,
        named('SCAN_QR_CODE'),
      );
      assert.equal(life.outcome, 'linking');
    });

    it('that was there before means nothing', () => {
      const life = new ScriptedLife('restart').answer(
        done,
        empty,
        named('SCAN_QR_CODE', { placeholder: true }),
      );
      assert.equal(life.answer(codeAnswer('A', 60), empty, ready).outcome, 'covered because gone');
      const joined = new ScriptedLife();
      joined.beside = named('SCAN_QR_CODE');
      joined.answer(empty, named('SCAN_QR_CODE'), codeAnswer('A', 60));
      assert.equal(joined.answer(empty, named('SCAN_QR_CODE')).outcome, 'covered because gone');
    });

    it('that is only a placeholder means nothing', () => {
      const life = new ScriptedLife('restart').answer(done, codeAnswer('A', 60), empty);
      assert.equal(life.answer(named('SCAN_QR_CODE', { placeholder: true })).outcome, 'covered because gone');
    });
  });

  describe('to PASSKEY', () => {
    it('checks the session every 10 s until the owner has confirmed', () => {
      const life = new ScriptedLife().answer(status('PASSKEY'), status('PASSKEY'), status('PASSKEY'));
      assert.deepEqual(life.requests, ['qr 0', 'session 10', 'session 20']);
      assert.equal(life.outcome, 'passkey');
      assert.equal(life.answer(named('WORKING')).outcome, 'linked');
    });

    it('treats STARTING after it as linking, and goes back to a code if the owner refuses', () => {
      const life = new ScriptedLife().answer(status('PASSKEY'), status('STARTING'));
      assert.equal(life.outcome, 'linking');
      const refused = new ScriptedLife().answer(status('PASSKEY'), ready);
      assert.equal(refused.outcome, 'connecting');
      assert.equal(refused.answer(codeAnswer('A', 20)).outcome, 'scannable');
    });
  });

  it('to SCAN_QR_CODE instead of a code is a race, and a wait from the third time in a row on', () => {
    const life = new ScriptedLife().answer(ready, ready);
    assert.equal(life.outcome, 'connecting');
    assert.equal(life.answer(ready).outcome, 'waiting because of SCAN_QR_CODE');
    assert.deepEqual(life.answer(codeAnswer('A', 20)).requests, ['qr 0', 'qr 5', 'qr 10', 'qr 20']);
  });

  it('to WORKING instead of a code means linked only if a session check says so too', () => {
    const life = new ScriptedLife().answer(status('WORKING'), ready);
    assert.equal(life.outcome, 'connecting');
    assert.equal(life.answer(status('WORKING'), status('WORKING')).outcome, 'linked');
  });

  it('to STARTING while a code is on screen means that the next code is a first one, if linking fails', () => {
    const a = codeAnswer('A');
    const life = new ScriptedLife('restart').answer(done, a, status('STARTING'), status('STARTING'), ready);
    assert.equal(life.answer(codeAnswer('B')).state.history.number, 1);
    // A gateway that goes on with the same code has only said something wrong.
    const same = new ScriptedLife('restart').answer(done, a, codeAnswer('B'), status('STARTING'), ready);
    assert.equal(same.answer(codeAnswer('B')).state.history.number, 2);
    const joined = new ScriptedLife().answer(a, status('STARTING'), ready, a, codeAnswer('B'));
    assert.equal(joined.state.history.number, undefined);
    assert.equal(joined.state.history.newest?.life, 20_000);
  });

  it('waits for linking for 60 s, and then for a code', () => {
    const life = new ScriptedLife().answer(codeAnswer('A', 60), status('STARTING'));
    while (life.state.phase.kind === 'linking') life.answer(status('STARTING'));
    assert.equal(life.outcome, 'waiting because of STARTING');
    const checks = life.requests.filter((request) => request.startsWith('session'));
    // Every 3 s for 10 s, then every 5 s.
    assert.deepEqual(checks.slice(0, 6), [
      'session 6.67',
      'session 9.67',
      'session 12.67',
      'session 15.67',
      'session 18.67',
      'session 23.67',
    ]);
    assert.ok(life.state.plan && life.state.plan.at <= inSeconds(67 + 60));
  });
});
