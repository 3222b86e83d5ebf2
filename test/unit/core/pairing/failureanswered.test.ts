import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/core/gateways/answer';
import { codeAnswer, failure, status } from '../../samples/answers';
import { ScriptedLife } from './scriptedlife';

const notFound = failure('instance', { status: 404 });
const ready = status('SCAN_QR_CODE');
const words: Answer = { kind: 'status', status: 'unknown', message: 'Not now.' };

describe('failureAnswered', () => {
  describe('to an instance that isn’t found', () => {
    it('asks for the status, and ends once that isn’t found twice either', () => {
      const life = new ScriptedLife().answer(notFound, notFound);
      assert.equal(life.outcome, 'waiting because of instance');
      life.answer(notFound);
      assert.deepEqual(life.requests, ['qr 0', 'session 0', 'session 5']);
      assert.equal(life.outcome, 'instance');
    });

    it('offers a start if the status says STOPPED', () => {
      assert.equal(new ScriptedLife().answer(notFound, status('STOPPED')).outcome, 'sessionStopped');
    });

    it('goes on if the status says that there is a code, and counts anew', () => {
      const life = new ScriptedLife().answer(notFound, notFound, ready, codeAnswer('A', 4), notFound);
      assert.deepEqual(life.requests.slice(2), ['session 5', 'qr 5', 'qr 10']);
      life.answer(notFound, notFound, ready);
      assert.equal(life.outcome, 'waiting because of instance');
    });

    it('looks again after 5 s, twice, under a live code, which stays', () => {
      const life = new ScriptedLife().answer(codeAnswer('A', 60), notFound, notFound, notFound);
      assert.deepEqual(life.requests, ['qr 0', 'qr 6.67', 'qr 11.67', 'qr 16.67']);
      assert.equal(life.outcome, 'scannable');
      life.answer(ready);
      assert.match(life.requests.at(-1) ?? '', /^session/);
      assert.equal(life.outcome, 'scannable');
    });

    it('looks again after 5 s, twice, within 30 s of a start', () => {
      const life = new ScriptedLife('start').answer({ kind: 'done' }, notFound, notFound, notFound, notFound);
      assert.deepEqual(life.requests, ['start 0', 'qr 0', 'qr 5', 'qr 10', 'session 12']);
      assert.equal(life.outcome, 'waiting because of instance');
      assert.equal(life.answer(notFound).outcome, 'instance');
    });
  });

  describe('to a check of a session that said FAILED', () => {
    const failed = status('FAILED');

    it('shows what failed and requests a code again: a check that failed doesn’t say FAILED', () => {
      for (const kind of ['network', 'timeout', 'unavailable'] as const) {
        const restarted = new ScriptedLife('restart').answer({ kind: 'done' }, failed, failure(kind));
        assert.notEqual(restarted.outcome, 'loginRefused');
        assert.equal(restarted.state.link.kind, 'backoff');
        assert.equal(restarted.state.plan?.request, 'qr');
        assert.equal(restarted.answer(failed).outcome, 'sessionFailed');
      }
    });

    it('never ends because checks are refused', () => {
      const refused = failure('token', { status: 401 });
      const life = new ScriptedLife().answer(codeAnswer('A', 60), failed, refused, codeAnswer('B', 60));
      assert.equal(life.outcome, 'scannable');
    });
  });

  it('doubts a session that said FAILED only until a request for a code gets another answer', () => {
    const refused = failure('forbidden', { status: 403 });
    for (const other of [{ kind: 'empty' } as const, words, notFound]) {
      const life = new ScriptedLife().answer(codeAnswer('A', 60), status('FAILED'), refused, other);
      assert.equal(life.state.memory.failedSince, undefined);
      for (let turns = 0; turns < 12 && life.state.phase.kind !== 'failed'; turns++)
        life.answer(life.state.plan?.request === 'qr' ? other : refused);
      assert.match(life.outcome, /^(waiting|refused|instance)/);
    }
  });

  describe('to the gateway’s own words', () => {
    it('waits with them as long as the status helps, even if one check fails', () => {
      const rounds = Array.from({ length: 4 }, () => [words, ready]).flat();
      const life = new ScriptedLife().answer(...rounds, words, failure('timeout'));
      assert.ok(life.state.phase.kind === 'waiting');
      assert.equal(life.state.phase.message, 'Not now.');
    });

    it('waits with them, and ends with them after three times', () => {
      const life = new ScriptedLife().answer(words, status('unknown'));
      assert.ok(life.state.phase.kind === 'waiting');
      assert.equal(life.state.phase.message, 'Not now.');
      life.answer(words, status('unknown'), words, status('unknown'));
      assert.deepEqual(life.requests, ['qr 0', 'session 0', 'qr 10', 'session 10', 'qr 30', 'session 30']);
      assert.deepEqual(life.state.phase, {
        kind: 'failed',
        failure: { kind: 'refused', message: 'Not now.' },
      });
    });

    it('counts anew after a code', () => {
      const life = new ScriptedLife().answer(words, status('unknown'), words, status('unknown'));
      life.answer(codeAnswer('A', 4), words, status('unknown'));
      assert.equal(life.outcome, 'waiting because of unknown');
    });

    it('never ends without words', () => {
      const life = new ScriptedLife();
      for (let count = 0; count < 6; count++) life.answer(status('unknown'), status('unknown'));
      assert.equal(life.outcome, 'waiting because of unknown');
    });
  });

  it('ends nothing by what a session check is refused, as long as requests for a code work', () => {
    for (const kind of ['token', 'forbidden', 'request', 'address', 'protocol'] as const) {
      const life = new ScriptedLife().answer({ kind: 'empty' }, failure(kind, { status: 401 }));
      assert.equal(life.outcome, 'waiting because of unknown', kind);
      assert.equal(life.answer(codeAnswer('A', 20)).outcome, 'scannable');
    }
  });

  it('ends by what a request for a code is refused', () => {
    for (const kind of ['token', 'forbidden', 'request', 'address', 'credentials'] as const)
      assert.equal(new ScriptedLife().answer(failure(kind, { status: 401 })).outcome, kind);
  });

  it('ends at once if a session check couldn’t be sent before the user changes something', () => {
    for (const kind of ['token', 'moved'] as const)
      assert.equal(new ScriptedLife().answer({ kind: 'empty' }, failure(kind)).outcome, kind);
  });

  it('waits as long as the gateway asks, for either request', () => {
    const limit = failure('rateLimit', { retryAfterMs: 100_000 });
    assert.deepEqual(new ScriptedLife().answer(limit, ready).requests, ['qr 0', 'qr 100']);
    const checked = new ScriptedLife().answer({ kind: 'empty' }, limit, ready);
    assert.deepEqual(checked.requests, ['qr 0', 'session 0', 'qr 100']);
  });
});
