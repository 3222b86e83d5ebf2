import type { Answer } from '../../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import { codeAnswer, failure, status } from '../../../samples/answers';
import { account } from '../../../samples/pairings';
import { Stage } from './stage';

const starting = status('STARTING');
const linked: Answer = { kind: 'status', status: 'WORKING', account };

describe('PairingSession', () => {
  describe('when stopped', () => {
    it('aborts the call under way, drops a late answer and starts no other', async () => {
      const stage = new Stage('open', codeAnswer('A', 60));
      await stage.pass(1);
      stage.session.stop();
      assert.ok(stage.gateway.lastCall.signal.aborted);
      stage.gateway.lastCall.answer(codeAnswer('late', 60));
      await stage.pass(3_600);
      assert.equal(stage.phase, 'stopped');
      assert.deepEqual(stage.gateway.log, ['qr 0']);
      assert.equal(stage.machine.timers, 0);
    });

    it('drops an answer that comes in the same moment', async () => {
      const stage = new Stage('open');
      await stage.pass(1);
      stage.gateway.lastCall.answer(codeAnswer('late', 60));
      stage.session.stop();
      await stage.pass(0);
      assert.equal(stage.phase, 'stopped');
    });

    it('drops an answer that comes when the next call of the kind is under way', async () => {
      const stage = new Stage('deaf', 'open');
      await stage.pass(1);
      const [first] = stage.gateway.requests;
      stage.session.stop();
      const second = stage.open();
      await stage.pass(10);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6']);
      first?.answer(codeAnswer('late', 60));
      await stage.pass(0);
      assert.equal(stage.phase, 'stopped');
      assert.equal(second.state.phase.kind, 'connecting');
      stage.gateway.lastCall.answer(codeAnswer('A', 60));
      await stage.pass(0);
      assert.equal(second.state.phase.kind, 'scannable');
    });

    it('keeps another session from calling too soon after the call it gave up', async () => {
      const stage = new Stage('deaf', codeAnswer('A', 60));
      await stage.pass(1);
      stage.session.dispose();
      stage.open();
      await stage.pass(10);
      assert.deepEqual(stage.gateway.log.slice(0, 2), ['qr 0', 'qr 6']);
    });

    it('leaves no timer in that very moment, wherever it stood', async () => {
      for (const line of [
        'open',
        starting,
        codeAnswer('A', 60),
        failure('network'),
        status('PASSKEY'),
      ] as const) {
        const stage = new Stage(line);
        await stage.pass(1);
        stage.session.stop();
        assert.equal(stage.machine.timers, 0);
      }
    });

    it('tells nobody after it was disposed of, and does nothing more', async () => {
      const stage = new Stage('open');
      await stage.pass(1);
      stage.session.dispose();
      const before = stage.phases.length;
      stage.session.retry();
      stage.session.setVisible(false);
      await stage.pass(60);
      assert.equal(stage.phases.length, before);
      assert.equal(stage.phases.at(-1), 'stopped');
      assert.equal(stage.machine.timers, 0);
      assert.deepEqual(stage.gateway.log, ['qr 0']);
    });

    it('may be stopped by whoever listens', async () => {
      const stage = new Stage(codeAnswer('A', 60));
      stage.session.onDidChange(({ phase }) => {
        if (phase.kind === 'scannable') stage.session.stop();
      });
      await stage.pass(60);
      assert.equal(stage.phase, 'stopped');
      assert.equal(stage.machine.timers, 0);
    });
  });

  describe('at its end', () => {
    const ends = {
      failed: [failure('token')],
      'failed after four misunderstandings': Array<Answer>(4).fill(failure('protocol')),
      'failed, the session too': [status('FAILED')],
      linked: [status('WORKING'), linked],
      'linked, the account unknown': [status('WORKING'), failure('network')],
    } as const satisfies Record<string, readonly Answer[]>;

    for (const [name, script] of Object.entries(ends)) {
      it(`makes no call and runs no timer (${name})`, async () => {
        const stage = new Stage(...script);
        await stage.pass(100);
        assert.equal(stage.phase, name.split(/\W/)[0]);
        assert.equal(stage.gateway.requests.length, script.length);
        assert.equal(stage.machine.timers, 0);
        stage.session.retry();
        stage.session.setVisible(false);
        stage.session.setVisible(true);
        await stage.pass(3_600);
        assert.equal(stage.gateway.requests.length, script.length);
        assert.equal(stage.machine.timers, 0);
      });
    }

    it('gives up the question for the account when stopped, and stays linked', async () => {
      const stage = new Stage(status('WORKING'), 'open');
      await stage.pass(1);
      stage.session.stop();
      assert.ok(stage.gateway.lastCall.signal.aborted);
      await stage.pass(60);
      assert.equal(stage.phase, 'linked');
      assert.equal(stage.machine.timers, 0);
    });

    for (const request of ['start', 'restart'] as const) {
      it(`is followed by a session that begins with ${request} where that was asked for`, async () => {
        const stage = new Stage(status('FAILED'), { kind: 'done' }, codeAnswer('A', 60));
        await stage.pass(2);
        const again = stage.open(true, request);
        await stage.pass(3);
        assert.deepEqual(stage.gateway.log, ['qr 0', `${request} 2`, 'qr 5']);
        assert.equal(stage.phase, 'failed');
        assert.equal(again.state.phase.kind, 'scannable');
      });
    }
  });
});
