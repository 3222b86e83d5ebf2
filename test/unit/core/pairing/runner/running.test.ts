import type { Answer } from '../../../../../src/core/gateways/answer';
import { describe as describeEntry } from '../../../../../src/core/timeline/log';
import assert from 'node:assert/strict';
import type { Reply } from '../../../fakes/gateway';
import { codeAnswer, failure, status } from '../../../samples/answers';
import { account } from '../../../samples/pairings';
import { Stage } from './stage';

const starting = status('STARTING');
const linked: Answer = { kind: 'status', status: 'WORKING', account };

describe('PairingRunner', () => {
  describe('while the session on the gateway is starting', () => {
    it('retries after exactly 10, 20 and 40 s without jitter, then shows the code', async () => {
      const stage = new Stage(starting, starting, starting, codeAnswer('A', 60));
      const announced: (number | undefined)[] = [];
      stage.runner.onDidChange(({ plan }) => {
        if (plan) announced.push(plan.seconds);
      });
      await stage.pass(70);
      const times = stage.gateway.requests.map(({ at }) => at);
      assert.deepEqual(times, [0, 10_000, 30_000, 70_000]);
      assert.deepEqual(announced.slice(0, 3), [10, 20, 40]);
      assert.equal(stage.phase, 'scannable');
    });

    it('retries at most a tenth later with jitter', async () => {
      const stage = new Stage(starting, starting, starting, codeAnswer('A', 60));
      stage.chance = 1 - Number.EPSILON;
      await stage.pass(78);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 11', 'qr 33', 'qr 77']);
    });

    it('retries every 60 s after that', async () => {
      const stage = new Stage(...Array<Reply>(7).fill(starting));
      await stage.pass(250);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 10', 'qr 30', 'qr 70', 'qr 130', 'qr 190', 'qr 250']);
    });

    it('retries at once when the user wants that, but not within 5 s', async () => {
      const stage = new Stage(starting, starting);
      await stage.pass(2);
      stage.runner.retry();
      await stage.pass(5);
      stage.runner.retry();
      await stage.pass(1);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 5']);
      await stage.pass(2);
      stage.runner.retry();
      await stage.pass(3);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 5', 'qr 10']);
    });
  });

  describe('while a code is on screen', () => {
    it('polls at the interval and follows a rotation', async () => {
      const stage = new Stage(codeAnswer('A', 24), codeAnswer('A', 18), codeAnswer('B', 20));
      await stage.pass(12);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6', 'qr 12']);
      const { phase, codes } = stage.runner.state;
      assert.ok(phase.kind === 'scannable');
      assert.equal(phase.code.value, 'B');
      assert.equal(codes, 2);
    });

    it('covers the code on time even if the gateway never answers', async () => {
      const stage = new Stage(codeAnswer('A', 24));
      await stage.machine.pass(23_999);
      assert.equal(stage.phase, 'scannable');
      await stage.machine.pass(1);
      assert.equal(stage.phase, 'expired');
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6']);
    });

    it('covers a code without an expiry 20 s after it was last confirmed', async () => {
      const stage = new Stage(codeAnswer('A'), codeAnswer('A'));
      await stage.machine.pass(25_999);
      assert.equal(stage.phase, 'scannable');
      await stage.machine.pass(1);
      assert.equal(stage.phase, 'expired');
    });

    it('keeps a valid code through failed requests', async () => {
      const stage = new Stage(codeAnswer('A', 60), failure('unavailable'), failure('network'));
      await stage.pass(36);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6', 'qr 16', 'qr 36']);
      assert.deepEqual(stage.phases, ['connecting', 'scannable']);
    });

    it('notices a scan, checks every 5 s and ends when linked', async () => {
      const stage = new Stage(codeAnswer('A', 60), starting, starting, starting, linked);
      await stage.pass(60);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6', 'session 6', 'session 11', 'session 16']);
      assert.deepEqual(stage.phases, ['connecting', 'scannable', 'linking', 'linked']);
      assert.equal(stage.machine.timers, 0);
    });

    it('requests the account once if the QR request said that the instance is linked', async () => {
      const stage = new Stage(codeAnswer('A', 60), status('WORKING'), linked);
      await stage.pass(600);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6', 'session 6']);
      const { phase } = stage.runner.state;
      assert.ok(phase.kind === 'linked');
      assert.deepEqual(phase.account, account);
      assert.equal(stage.machine.timers, 0);
    });
  });

  it('never runs more than one timer', async () => {
    const stage = new Stage(starting, codeAnswer('A', 20), codeAnswer('B', 20), starting, failure('network'));
    stage.runner.onDidChange(() => {
      assert.ok(stage.machine.timers <= 1);
    });
    for (const visible of [false, true, false, true]) {
      await stage.pass(7);
      stage.runner.setVisible(visible);
      stage.runner.retry();
    }
  });

  it('notes its phases, but not the code', async () => {
    const stage = new Stage(codeAnswer('SECRET-VALUE', 60), status('FAILED'));
    await stage.pass(10);
    assert.deepEqual(stage.notes.map(describeEntry), [
      '→ connecting',
      'code 1',
      'connecting → scannable',
      'scannable → failed: sessionFailed',
    ]);
  });
});
