import assert from 'node:assert/strict';
import { codeAnswer, status } from '../../../samples/answers';
import { Stage } from './stage';

const starting = status('STARTING');

describe('PairingRunner', () => {
  describe('when the computer wakes up', () => {
    it('covers the code and sends one request, not a burst', async () => {
      const stage = new Stage(codeAnswer('A', 20), codeAnswer('A', 14), codeAnswer('B', 20));
      await stage.pass(7);
      stage.machine.jump(8 * 3_600_000);
      await stage.pass(1);
      assert.equal(stage.phase, 'expired');
      await stage.pass(4);
      assert.equal(stage.gateway.requests.length, 3);
      assert.equal(stage.phase, 'scannable');
    });

    it('keeps the gap of 5 s, which a clock set forward doesn’t shorten', async () => {
      const stage = new Stage(starting, starting);
      await stage.pass(1);
      stage.machine.jump(60_000);
      await stage.pass(3);
      assert.equal(stage.gateway.requests.length, 1);
      await stage.pass(1);
      assert.equal(stage.gateway.requests.length, 2);
    });

    it('is not delayed by a clock set back', async () => {
      const stage = new Stage(starting, codeAnswer('A', 60));
      await stage.pass(1);
      stage.machine.jump(-3_600_000);
      await stage.pass(9);
      assert.equal(stage.phase, 'scannable');
    });
  });

  describe('after another runner for the same instance', () => {
    it('keeps the gap of 5 s to the other’s last request', async () => {
      const stage = new Stage(codeAnswer('A', 60), codeAnswer('B', 60));
      await stage.pass(2);
      stage.runner.dispose();
      stage.open();
      await stage.pass(10);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 5', 'qr 11']);
    });

    it('keeps the gap of 5 s to the other’s request that was just aborted', async () => {
      const stage = new Stage('open', codeAnswer('B', 60));
      await stage.pass(7);
      stage.runner.dispose();
      stage.open();
      await stage.pass(5);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 12']);
      assert.equal(stage.gateway.maxConcurrent, 1);
    });
  });
});
