import type { Answer } from '../../../../../src/core/gateways/answer';
import { describe as describeEntry } from '../../../../../src/core/timeline/log';
import assert from 'node:assert/strict';
import type { Reply } from '../../../fakes/gateway';
import { codeAnswer, failure, status } from '../../../samples/answers';
import { account } from '../../../samples/pairings';
import { Stage } from './stage';

const starting = status('STARTING');
const ready = status('SCAN_QR_CODE');
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
      await stage.pass(1);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 5', 'qr 10']);
    });
  });

  describe('while a code is on screen', () => {
    it('polls at the interval, checks the session between two polls, and follows a rotation', async () => {
      const stage = new Stage(codeAnswer('A', 24), ready, codeAnswer('A', 18), ready, codeAnswer('B', 20));
      await stage.pass(12);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 3', 'qr 6', 'session 9', 'qr 12']);
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
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 3', 'qr 6']);
    });

    it('covers a code without an expiry 20 s after it was last confirmed', async () => {
      const stage = new Stage(codeAnswer('A'), ready, codeAnswer('A'));
      await stage.machine.pass(25_999);
      assert.equal(stage.phase, 'scannable');
      await stage.machine.pass(1);
      assert.equal(stage.phase, 'expired');
    });

    it('keeps a valid code through failed requests', async () => {
      const stage = new Stage(codeAnswer('A', 60), ready, failure('unavailable'), failure('network'));
      await stage.pass(37);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 3.33', 'qr 6.67', 'qr 16.67', 'qr 36.67']);
      assert.deepEqual(stage.phases, ['connecting', 'scannable']);
    });

    it('notices a scan with a poll, checks every 3 s and confirms the link after 10 s', async () => {
      const stage = new Stage(codeAnswer('A', 60), ready, starting, starting, starting, linked, linked);
      await stage.pass(60);
      assert.deepEqual(stage.gateway.log, [
        'qr 0',
        'session 3.33',
        'qr 6.67',
        'session 6.67',
        'session 9.67',
        'session 12.67',
        'session 22.67',
      ]);
      assert.deepEqual(stage.phases, ['connecting', 'scannable', 'linking', 'linked']);
      assert.equal(stage.machine.timers, 0);
    });

    it('notices a scan with the check between two polls', async () => {
      const stage = new Stage(codeAnswer('A', 60), starting, starting, linked, linked);
      await stage.pass(60);
      assert.deepEqual(stage.gateway.log, [
        'qr 0',
        'session 3.33',
        'session 6.33',
        'session 9.33',
        'session 19.33',
      ]);
      assert.deepEqual(stage.phases, ['connecting', 'scannable', 'linking', 'linked']);
    });

    it('gives up a poll that is open for long when a check beside it shows that the phone is linked', async () => {
      const stage = new Stage(codeAnswer('A', 60), ready, 'open', linked, linked);
      await stage.pass(7);
      const poll = stage.gateway.lastRequest;
      assert.equal(poll.request, 'qr');
      await stage.pass(1);
      assert.equal(stage.phase, 'linked');
      assert.ok(poll.signal.aborted);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 3.33', 'qr 6.67', 'session 7.17']);
    });

    it('believes that the phone is linked only once a session check says so', async () => {
      const stage = new Stage(codeAnswer('A', 60), ready, status('WORKING'), linked, linked);
      await stage.pass(600);
      assert.deepEqual(stage.gateway.log, [
        'qr 0',
        'session 3.33',
        'qr 6.67',
        'session 6.67',
        'session 16.67',
      ]);
      assert.deepEqual(stage.phases, ['connecting', 'scannable', 'linking', 'linked']);
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
    const failed = status('FAILED');
    const stage = new Stage(codeAnswer('SECRET-VALUE', 60), ready, failed, failed, failed);
    await stage.pass(30);
    assert.deepEqual(stage.notes.map(describeEntry), [
      '→ connecting',
      'code 1',
      'connecting → scannable',
      'scannable → waiting',
      'FAILED; next try in 5 s',
      'FAILED; next try in 10 s',
      'waiting → failed: sessionFailed',
    ]);
  });
});
