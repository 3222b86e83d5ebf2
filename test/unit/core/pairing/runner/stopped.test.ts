import type { Answer } from '../../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import { codeAnswer, failure, status } from '../../../samples/answers';
import { account } from '../../../samples/pairings';
import { Stage } from './stage';

const starting = status('STARTING');
const linked: Answer = { kind: 'status', status: 'WORKING', account };

describe('PairingRunner', () => {
  describe('when stopped', () => {
    it('aborts the request under way, ignores a late answer and sends no other request', async () => {
      const stage = new Stage('open', codeAnswer('A', 60));
      await stage.pass(1);
      stage.runner.stop();
      assert.ok(stage.gateway.lastRequest.signal.aborted);
      stage.gateway.lastRequest.answer(codeAnswer('late', 60));
      await stage.pass(3_600);
      assert.equal(stage.phase, 'stopped');
      assert.deepEqual(stage.gateway.log, ['qr 0']);
      assert.equal(stage.machine.timers, 0);
    });

    it('ignores an answer that comes in the same moment', async () => {
      const stage = new Stage('open');
      await stage.pass(1);
      stage.gateway.lastRequest.answer(codeAnswer('late', 60));
      stage.runner.stop();
      await stage.pass(0);
      assert.equal(stage.phase, 'stopped');
    });

    it('ignores an answer that comes during the next request of the same kind', async () => {
      const stage = new Stage('ignoresAbort', 'open');
      await stage.pass(1);
      const [first] = stage.gateway.requests;
      stage.runner.stop();
      const second = stage.open();
      await stage.pass(6);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6']);
      first?.answer(codeAnswer('late', 60));
      await stage.pass(0);
      assert.equal(stage.phase, 'stopped');
      assert.equal(second.state.phase.kind, 'connecting');
      stage.gateway.lastRequest.answer(codeAnswer('A', 60));
      await stage.pass(0);
      assert.equal(second.state.phase.kind, 'scannable');
    });

    it('keeps another runner from sending a request too soon after the aborted one', async () => {
      const stage = new Stage('ignoresAbort', codeAnswer('A', 60));
      await stage.pass(1);
      stage.runner.dispose();
      stage.open();
      await stage.pass(10);
      assert.deepEqual(stage.gateway.log.slice(0, 2), ['qr 0', 'qr 6']);
    });

    it('leaves no timer, in any phase', async () => {
      for (const reply of [
        'open',
        starting,
        codeAnswer('A', 60),
        failure('network'),
        status('PASSKEY'),
      ] as const) {
        const stage = new Stage(reply);
        await stage.pass(1);
        stage.runner.stop();
        assert.equal(stage.machine.timers, 0);
      }
    });

    it('fires no event after it was disposed, and does nothing more', async () => {
      const stage = new Stage('open');
      await stage.pass(1);
      stage.runner.dispose();
      const before = stage.phases.length;
      stage.runner.retry();
      stage.runner.setVisible(false);
      await stage.pass(60);
      assert.equal(stage.phases.length, before);
      assert.equal(stage.phases.at(-1), 'stopped');
      assert.equal(stage.machine.timers, 0);
      assert.deepEqual(stage.gateway.log, ['qr 0']);
    });

    it('may be stopped by a listener', async () => {
      const stage = new Stage(codeAnswer('A', 60));
      stage.runner.onDidChange(({ phase }) => {
        if (phase.kind === 'scannable') stage.runner.stop();
      });
      await stage.pass(60);
      assert.equal(stage.phase, 'stopped');
      assert.equal(stage.machine.timers, 0);
    });
  });

  describe('after its end', () => {
    const ends = {
      failed: [failure('token')],
      // Each but the last is followed by a session check, which can't be read either.
      'failed after four unreadable answers': Array<Answer>(7).fill(failure('protocol')),
      'failed, the session too': [status('FAILED'), status('FAILED')],
      linked: [status('WORKING'), linked, linked],
      'linked, the name unknown': [status('WORKING'), ...Array<Answer>(4).fill(status('WORKING'))],
      'linked, the confirmation impossible': [
        status('WORKING'),
        linked,
        ...Array<Answer>(5).fill(failure('network')),
      ],
    } as const satisfies Record<string, readonly Answer[]>;

    for (const [name, script] of Object.entries(ends)) {
      it(`sends no request and runs no timer (${name})`, async () => {
        const stage = new Stage(...script);
        await stage.pass(100);
        assert.equal(stage.phase, name.split(/\W/)[0]);
        assert.equal(stage.gateway.requests.length, script.length);
        assert.equal(stage.machine.timers, 0);
        stage.runner.retry();
        stage.runner.setVisible(false);
        stage.runner.setVisible(true);
        await stage.pass(3_600);
        assert.equal(stage.gateway.requests.length, script.length);
        assert.equal(stage.machine.timers, 0);
      });
    }

    it('aborts the check of the link when stopped, and stays linked', async () => {
      const stage = new Stage(status('WORKING'), linked, 'open');
      await stage.pass(11);
      stage.runner.stop();
      assert.ok(stage.gateway.lastRequest.signal.aborted);
      await stage.pass(60);
      assert.equal(stage.phase, 'linked');
      assert.equal(stage.machine.timers, 0);
    });

    for (const request of ['start', 'restart'] as const) {
      it(`is followed by a runner that begins with ${request} on request`, async () => {
        const stage = new Stage(status('FAILED'), status('FAILED'), { kind: 'done' }, codeAnswer('A', 60));
        await stage.pass(2);
        const again = stage.open(true, request);
        await stage.pass(3);
        assert.deepEqual(stage.gateway.log, ['qr 0', 'session 0', `${request} 2`, 'qr 5']);
        assert.equal(stage.phase, 'failed');
        assert.equal(again.state.phase.kind, 'scannable');
      });
    }
  });
});
