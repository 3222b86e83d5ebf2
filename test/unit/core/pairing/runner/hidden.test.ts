import type { Answer } from '../../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import { codeAnswer, status } from '../../../samples/answers';
import { account } from '../../../samples/pairings';
import { Stage } from './stage';

const linked: Answer = { kind: 'status', status: 'WORKING', account };

describe('PairingRunner', () => {
  describe('when the panel is hidden', () => {
    it('fetches no code, but checks every 10 s whether a phone was linked', async () => {
      const ready = status('SCAN_QR_CODE');
      const stage = new Stage(codeAnswer('A', 20), ready, ready, linked, linked);
      await stage.pass(1);
      stage.runner.setVisible(false);
      await stage.pass(100);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 11', 'session 21', 'session 31', 'session 41']);
      assert.deepEqual(stage.phases, ['connecting', 'scannable', 'paused', 'linked']);
    });

    it('requests a code at once when it is shown again', async () => {
      const stage = new Stage(codeAnswer('A', 4), status('SCAN_QR_CODE'), codeAnswer('B', 20));
      await stage.pass(1);
      stage.runner.setVisible(false);
      await stage.pass(14);
      stage.runner.setVisible(true);
      await stage.pass(0);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 11', 'qr 15']);
      assert.equal(stage.phase, 'scannable');
    });

    it('aborts a check under way and requests the code, when it is shown again', async () => {
      const stage = new Stage(codeAnswer('A', 4), 'open', codeAnswer('B', 20));
      await stage.pass(1);
      stage.runner.setVisible(false);
      await stage.pass(12);
      const check = stage.gateway.lastRequest;
      stage.runner.setVisible(true);
      assert.ok(check.signal.aborted);
      await stage.pass(0);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 11', 'qr 13']);
      assert.equal(stage.phase, 'scannable');
    });

    it('keeps 5 s between QR requests however often it is shown and hidden', async () => {
      const stage = new Stage(codeAnswer('A', 60), status('SCAN_QR_CODE'), codeAnswer('A', 55));
      await stage.pass(1);
      for (const visible of [false, true, false, true]) stage.runner.setVisible(visible);
      await stage.pass(4);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 2.5', 'qr 5']);
    });

    it('begins with a check if it opens hidden', async () => {
      const stage = new Stage(linked);
      stage.runner.dispose();
      stage.open(false);
      await stage.pass(0);
      assert.deepEqual(stage.gateway.log, ['session 0']);
    });
  });
});
