import assert from 'node:assert/strict';
import { codeAnswer, status } from '../../../samples/answers';
import { Stage } from './stage';

const starting = status('STARTING');
const ready = status('SCAN_QR_CODE');

describe('PairingRunner', () => {
  describe('when the computer wakes up', () => {
    it('covers the code and sends one request of each kind, not a burst', async () => {
      const stage = new Stage(codeAnswer('A', 20), ready, codeAnswer('A', 13.3), ready, codeAnswer('B', 20));
      await stage.pass(7);
      stage.machine.jump(8 * 3_600_000);
      await stage.pass(1);
      assert.equal(stage.phase, 'expired');
      await stage.pass(4);
      assert.deepEqual(
        stage.gateway.requests.map(({ request }) => request),
        ['qr', 'session', 'qr', 'session', 'qr'],
      );
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
      const stage = new Stage(codeAnswer('A', 60), codeAnswer('B', 60), ready);
      await stage.pass(2);
      stage.runner.dispose();
      stage.open();
      await stage.pass(10);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 5', 'session 8.33', 'qr 11.67']);
    });

    it('keeps the gap of 5 s to the other’s request that was just aborted, and may have arrived a second after its start', async () => {
      for (const [stopped, next] of [
        [0.5, 5.5],
        [1.5, 6],
      ] as const) {
        const stage = new Stage('open', codeAnswer('B', 60));
        await stage.pass(stopped);
        stage.runner.dispose();
        stage.open();
        await stage.pass(6);
        assert.deepEqual(stage.gateway.log, ['qr 0', `qr ${next}`]);
        assert.equal(stage.gateway.maxConcurrent, 1);
      }
    });
  });
});
