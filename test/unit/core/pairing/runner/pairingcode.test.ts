import type { Answer } from '../../../../../src/core/gateways/answer';
import { describe as describeEntry } from '../../../../../src/core/timeline/log';
import assert from 'node:assert/strict';
import type { Line } from '../../../fakes/gateway';
import { codeAnswer, failure, status } from '../../../samples/answers';
import { Stage } from './stage';

const number = '201099887766';
const pairingCode: Answer = { kind: 'pairingCode', code: 'ABCD1234' };

/** A stage with a code of 60 s on screen since the beginning. */
async function scannable(...script: readonly Line[]): Promise<Stage> {
  const stage = new Stage(codeAnswer('A', 60), ...script);
  await stage.pass(1);
  return stage;
}

describe('PairingSession, asked for a pairing code', () => {
  it('asks at once, and polls on as planned', async () => {
    const stage = await scannable(pairingCode, codeAnswer('A', 54), codeAnswer('B', 60));
    stage.session.requestPairingCode(number);
    await stage.pass(0);
    assert.deepEqual(stage.session.state.pairingCode, {
      kind: 'shown',
      code: 'ABCD1234',
      since: stage.clock.now(),
    });
    await stage.pass(11);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'qr 6', 'qr 12']);
    assert.deepEqual(stage.gateway.numbers, [number]);
    assert.equal(stage.session.state.codes, 2);
  });

  it('waits until the call under way has ended', async () => {
    const stage = await scannable('open', pairingCode);
    await stage.pass(5);
    stage.session.requestPairingCode(number);
    await stage.pass(3);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6']);
    stage.gateway.lastCall.answer(codeAnswer('A', 51));
    await stage.pass(0);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6', 'pairingCode 9']);
    assert.equal(stage.gateway.maxConcurrent, 1);
  });

  it('holds the poll back while it is under way, and covers the QR code on time all the same', async () => {
    const stage = await scannable('open', codeAnswer('B', 60));
    stage.session.requestPairingCode(number);
    await stage.pass(59);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1']);
    assert.equal(stage.phase, 'expired');
    stage.gateway.lastCall.answer(failure('timeout'));
    await stage.pass(0);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'qr 60']);
    assert.equal(stage.phase, 'scannable');
    assert.deepEqual(stage.session.state.pairingCode, { kind: 'failed', failure: { kind: 'timeout' } });
    assert.deepEqual(stage.session.state.link, { kind: 'up' });
  });

  it('keeps 5 s between two of them', async () => {
    const stage = await scannable(pairingCode, pairingCode, codeAnswer('A', 54));
    stage.session.requestPairingCode(number);
    await stage.pass(1);
    stage.session.requestPairingCode();
    stage.session.requestPairingCode();
    await stage.pass(3);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1']);
    await stage.pass(1.1);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'pairingCode 6', 'qr 6']);
    assert.deepEqual(stage.gateway.numbers, [number, number]);
  });

  it('keeps 5 s to one of the pairing before', async () => {
    const stage = await scannable(pairingCode, codeAnswer('B', 60), pairingCode);
    stage.session.requestPairingCode(number);
    await stage.pass(1);
    stage.session.dispose();
    const other = stage.open();
    await stage.pass(3);
    other.requestPairingCode(number);
    await stage.pass(2);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'qr 5', 'pairingCode 6']);
    other.dispose();
  });

  it('drops a late answer once the user thought better of it, and ends the call', async () => {
    const stage = await scannable('deaf');
    stage.session.requestPairingCode(number);
    await stage.pass(1);
    const { signal, answer } = stage.gateway.lastCall;
    stage.session.dropPairingCode();
    assert.ok(signal.aborted);
    answer(pairingCode);
    await stage.pass(1);
    assert.equal(stage.session.state.pairingCode, undefined);
    await stage.pass(3);
    assert.equal(stage.gateway.log.at(-1), 'qr 6');
  });

  it('drops a late answer after a stop', async () => {
    const stage = await scannable('deaf');
    stage.session.requestPairingCode(number);
    await stage.pass(1);
    stage.session.stop();
    stage.gateway.lastCall.answer(pairingCode);
    await stage.pass(60);
    assert.equal(stage.session.state.pairingCode, undefined);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1']);
    assert.equal(stage.machine.timers, 0);
  });

  it('covers the code after 3 minutes, seen or not', async () => {
    for (const visible of [true, false]) {
      const stage = await scannable(pairingCode, 'open');
      stage.session.requestPairingCode(number);
      await stage.pass(0);
      stage.session.setVisible(visible);
      await stage.machine.pass(179_900);
      assert.equal(stage.session.state.pairingCode?.kind, 'shown');
      await stage.machine.pass(200);
      assert.deepEqual(stage.session.state.pairingCode, { kind: 'expired' });
      stage.session.dispose();
    }
  });

  it('takes a start after the code was typed for a link', async () => {
    const stage = await scannable(pairingCode, status('STARTING'), status('WORKING'));
    stage.session.requestPairingCode(number);
    await stage.pass(20);
    assert.deepEqual(stage.phases, ['connecting', 'scannable', 'linking', 'linked']);
    assert.equal(stage.session.state.pairingCode, undefined);
  });

  it('takes the patience that it is asked for with every call', async () => {
    const stage = await scannable(failure('rateLimit', { retryAfterMs: 30_000 }), pairingCode);
    stage.session.requestPairingCode(number);
    await stage.pass(5);
    stage.session.requestPairingCode();
    await stage.pass(24);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1']);
    await stage.pass(2);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'pairingCode 1', 'pairingCode 31', 'qr 31']);
  });

  it('notes nothing of the number and the code', async () => {
    const stage = await scannable(pairingCode);
    stage.session.requestPairingCode(number);
    await stage.pass(1);
    stage.session.dropPairingCode();
    assert.doesNotMatch(stage.notes.map(describeEntry).join(), /2010|ABCD/);
    assert.doesNotMatch(JSON.stringify(stage.session.state), /2010|ABCD/);
  });
});
