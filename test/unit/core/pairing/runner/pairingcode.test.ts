import type { Answer } from '../../../../../src/core/gateways/answer';
import { describe as describeEntry } from '../../../../../src/core/timeline/log';
import assert from 'node:assert/strict';
import type { Reply } from '../../../fakes/gateway';
import { codeAnswer, failure, status } from '../../../samples/answers';
import { Stage } from './stage';

const number = '201099887766';
const pairingCode: Answer = { kind: 'pairingCode', code: 'ABCD1234' };
const ready = status('SCAN_QR_CODE');

/** A stage with a code of 60 s on screen from the beginning. */
async function scannable(...script: readonly Reply[]): Promise<Stage> {
  const stage = new Stage(codeAnswer('A', 60), ...script);
  await stage.pass(1);
  return stage;
}

describe('PairingRunner, when the user wants a pairing code', () => {
  it('requests it at once, and polls as planned', async () => {
    const stage = await scannable(pairingCode, ready, codeAnswer('A', 53), ready, codeAnswer('B', 60));
    stage.runner.requestPairingCode(number);
    await stage.pass(0);
    assert.deepEqual(stage.runner.state.pairingCode, {
      kind: 'shown',
      code: 'ABCD1234',
      since: stage.clock.now(),
    });
    await stage.pass(12.5);
    assert.deepEqual(stage.gateway.log, [
      'qr 0',
      'pairingCode 1',
      'session 3.33',
      'qr 6.67',
      'session 9.98',
      'qr 13.29',
    ]);
    assert.deepEqual(stage.gateway.numbers, [number]);
    assert.equal(stage.runner.state.codes, 2);
  });

  it('waits until the request under way has ended', async () => {
    const stage = await scannable(ready, 'open', pairingCode);
    await stage.pass(5.8);
    stage.runner.requestPairingCode(number);
    await stage.pass(0.2);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'session 3.33', 'qr 6.67']);
    stage.gateway.lastRequest.answer(codeAnswer('A', 52));
    await stage.pass(0);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'session 3.33', 'qr 6.67', 'pairingCode 7']);
    assert.equal(stage.gateway.maxConcurrent, 1);
  });

  it('delays the poll during the request, but covers the QR code on time', async () => {
    const stage = await scannable('open', codeAnswer('B', 60));
    stage.runner.requestPairingCode(number);
    await stage.pass(59);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1']);
    assert.equal(stage.phase, 'expired');
    stage.gateway.lastRequest.answer(failure('timeout'));
    await stage.pass(0);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'qr 60']);
    assert.equal(stage.phase, 'scannable');
    assert.deepEqual(stage.runner.state.pairingCode, { kind: 'failed', failure: { kind: 'timeout' } });
    assert.deepEqual(stage.runner.state.link, { kind: 'up' });
  });

  it('keeps 5 s between two requests for a pairing code', async () => {
    const stage = await scannable(pairingCode, ready, pairingCode, codeAnswer('A', 53));
    stage.runner.requestPairingCode(number);
    await stage.pass(1);
    stage.runner.requestPairingCode();
    stage.runner.requestPairingCode();
    await stage.pass(3);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'session 3.33']);
    await stage.pass(1.7);
    assert.deepEqual(stage.gateway.log, [
      'qr 0',
      'pairingCode 1',
      'session 3.33',
      'pairingCode 6',
      'qr 6.67',
    ]);
    assert.deepEqual(stage.gateway.numbers, [number, number]);
  });

  it('keeps 5 s to a request of the previous pairing', async () => {
    const stage = await scannable(pairingCode, codeAnswer('B', 60), pairingCode);
    stage.runner.requestPairingCode(number);
    await stage.pass(1);
    stage.runner.dispose();
    const other = stage.open();
    await stage.pass(3);
    other.requestPairingCode(number);
    await stage.pass(2);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'qr 5', 'pairingCode 6']);
    other.dispose();
  });

  it('aborts the request and ignores a late answer if the user changes their mind', async () => {
    const stage = await scannable('ignoresAbort');
    stage.runner.requestPairingCode(number);
    await stage.pass(1);
    const { signal, answer } = stage.gateway.lastRequest;
    stage.runner.cancelPairingCode();
    assert.ok(signal.aborted);
    answer(pairingCode);
    await stage.pass(1);
    assert.equal(stage.runner.state.pairingCode, undefined);
    await stage.pass(4);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'session 3.33', 'qr 6.67']);
  });

  it('ignores a late answer after a stop', async () => {
    const stage = await scannable('ignoresAbort');
    stage.runner.requestPairingCode(number);
    await stage.pass(1);
    stage.runner.stop();
    stage.gateway.lastRequest.answer(pairingCode);
    await stage.pass(60);
    assert.equal(stage.runner.state.pairingCode, undefined);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1']);
    assert.equal(stage.machine.timers, 0);
  });

  it('covers the code after 3 minutes, visible or not', async () => {
    for (const visible of [true, false]) {
      const stage = await scannable(pairingCode, 'open');
      stage.runner.requestPairingCode(number);
      await stage.pass(0);
      stage.runner.setVisible(visible);
      await stage.machine.pass(179_900);
      assert.equal(stage.runner.state.pairingCode?.kind, 'shown');
      await stage.machine.pass(200);
      assert.deepEqual(stage.runner.state.pairingCode, { kind: 'expired' });
      stage.runner.dispose();
    }
  });

  it('treats STARTING after the code was typed as linking', async () => {
    const stage = await scannable(pairingCode, status('STARTING'), status('WORKING'));
    stage.runner.requestPairingCode(number);
    await stage.pass(20);
    assert.deepEqual(stage.phases, ['connecting', 'scannable', 'linking', 'linked']);
    assert.equal(stage.runner.state.pairingCode, undefined);
  });

  it('follows a rate limit with every request', async () => {
    const stage = await scannable(failure('rateLimit', { retryAfterMs: 30_000 }), pairingCode);
    stage.runner.requestPairingCode(number);
    await stage.pass(5);
    stage.runner.requestPairingCode();
    await stage.pass(24);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1']);
    await stage.pass(2);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'pairingCode 31', 'qr 31']);
  });

  it('notes neither the number nor the code', async () => {
    const stage = await scannable(pairingCode);
    stage.runner.requestPairingCode(number);
    await stage.pass(1);
    stage.runner.cancelPairingCode();
    assert.doesNotMatch(stage.notes.map(describeEntry).join(), /2010|ABCD/);
    assert.doesNotMatch(JSON.stringify(stage.runner.state), /2010|ABCD/);
  });
});
