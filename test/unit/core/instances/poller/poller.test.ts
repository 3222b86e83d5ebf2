import assert from 'node:assert/strict';
import { epoch } from '../../../fakes/machine';
import { BoardStage, failure, instance, instances, status } from './stage';

const account = { name: 'Jane Doe', number: '+201012345678' };

describe('StatusBoard', () => {
  it('knows nothing and waits for nothing before it is told to watch', () => {
    const { board, machine } = new BoardStage();
    assert.deepEqual(board.get(instance('a')), { status: undefined, checking: false });
    board.checkNow([instance('a')]);
    board.learn(instance('b'), 'WORKING');
    assert.equal(machine.timers, 0);
  });

  it('asks at once and tells what came and when, each change once', async () => {
    const stage = new BoardStage();
    stage.reply = () => [status('WORKING', account), 300];
    stage.board.watch([instance('a')]);
    assert.deepEqual(stage.known('a'), { status: undefined, checking: true });
    await stage.pass(1);
    const checkedAt = epoch + 300;
    assert.deepEqual(stage.known('a'), { status: 'WORKING', account, checkedAt, checking: false });
    assert.deepEqual(stage.changes, [[instance('a')], [instance('a')]]);
  });

  for (const word of ['STARTING', 'SCAN_QR_CODE', 'PASSKEY', 'unknown'] as const)
    it(`asks every 10 s after the end of the last call while ${word}`, async () => {
      const stage = new BoardStage();
      stage.reply = () => [status(word), 500];
      stage.board.watch([instance('a')]);
      await stage.pass(25);
      assert.deepEqual(stage.starts(), [0, 10.5, 21]);
    });

  for (const word of ['WORKING', 'STOPPED', 'FAILED'] as const)
    it(`asks every 30 s while ${word}`, async () => {
      const stage = new BoardStage();
      stage.reply = () => [status(word), 500];
      stage.board.watch([instance('a')]);
      await stage.pass(65);
      assert.deepEqual(stage.starts(), [0, 30.5, 61]);
    });

  it('spreads the starts out by the budget, never more than four at once', async () => {
    const stage = new BoardStage();
    stage.budget = 60;
    stage.reply = () => [status('STARTING'), 8_000];
    stage.board.watch(instances(10));
    await stage.pass(20);
    assert.deepEqual(stage.starts().slice(0, 6), [0, 1, 2, 3, 8, 9]);
    assert.equal(stage.maxConcurrent, 4);
  });

  it('asks those first that were never asked, then those that are due longest', async () => {
    const stage = new BoardStage();
    stage.budget = 6;
    stage.reply = () => [status('STARTING')];
    const [a, b, c, d] = [instance('a'), instance('b'), instance('c'), instance('d')];
    stage.board.watch([a, b]);
    await stage.pass(25);
    stage.board.watch([a, b, c, d]);
    await stage.pass(50);
    const keys = stage.checks.map(({ key }) => key);
    assert.deepEqual(keys, ['a', 'b', 'a', 'c', 'd', 'b', 'a', 'c']);
  });

  it('stops with the last one that is watched: no timer, the calls under way aborted, what is known kept', async () => {
    const stage = new BoardStage();
    stage.reply = (_, count) => (count === 1 ? [status('WORKING')] : undefined);
    stage.board.watch([instance('a')]);
    await stage.pass(31);
    assert.equal(stage.known('a').checking, true);
    stage.board.watch([]);
    assert.equal(stage.machine.timers, 0);
    assert.equal(stage.checks[1]?.aborted(), true);
    await stage.pass(100);
    assert.equal(stage.checks.length, 2);
    assert.deepEqual(stage.known('a'), { status: 'WORKING', checkedAt: epoch, checking: false });
  });

  it('leaves 10 s after a call that was given up', async () => {
    const stage = new BoardStage();
    stage.reply = () => undefined;
    stage.board.watch([instance('a')]);
    await stage.pass(2);
    stage.board.watch([]);
    stage.board.watch([instance('a')]);
    await stage.pass(30);
    assert.deepEqual(stage.starts(), [0, 12]);
  });

  it('keeps the distance to a pairing’s calls, and a pairing the distance to its own', async () => {
    const stage = new BoardStage();
    const a = instance('a');
    stage.reply = () => [status('STARTING'), 1_000];
    stage.pace(a).ended('session');
    stage.board.watch([a]);
    await stage.pass(5.5);
    assert.deepEqual(stage.starts(), [5]);
    assert.equal(stage.pace(a).rest('session'), 4_500);
    await stage.pass(0.5);
    assert.equal(stage.pace(a).rest('session'), 5_000);
  });

  it('asks for nothing that a pairing asks for already, and takes that for a check', async () => {
    const stage = new BoardStage();
    const a = instance('a');
    stage.busy.add('a');
    stage.board.watch([a]);
    await stage.pass(15);
    stage.board.learn(a, 'SCAN_QR_CODE');
    stage.busy.clear();
    await stage.pass(30);
    assert.deepEqual(stage.starts(), [25]);
  });

  it('leaves alone what another window asks about, and looks again after 10 s', async () => {
    const stage = new BoardStage();
    stage.reply = (_, count) => [count <= 2 ? 'elsewhere' : status('WORKING')];
    stage.board.watch([instance('a')]);
    await stage.pass(15);
    assert.deepEqual(stage.known('a'), { status: undefined, checking: false });
    await stage.pass(10);
    assert.equal(stage.known('a').status, 'WORKING');
    assert.deepEqual(stage.starts(), [0, 10, 20]);
  });

  it('lets what it was told count for more than a call under way', async () => {
    const stage = new BoardStage();
    stage.reply = () => [status('FAILED'), 2_000];
    stage.board.watch([instance('a')]);
    await stage.pass(1);
    stage.board.learn(instance('a'), 'STARTING');
    await stage.pass(5);
    assert.deepEqual(stage.known('a'), { status: 'STARTING', checkedAt: epoch + 1_000, checking: false });
    assert.equal(stage.checks[0]?.aborted(), true);
  });

  it('keeps the account while the session works, whether it is named again or not', async () => {
    const stage = new BoardStage();
    stage.board.learn(instance('a'), 'WORKING', account);
    stage.board.learn(instance('a'), 'WORKING');
    assert.deepEqual(stage.known('a').account, account);
    stage.board.learn(instance('a'), 'SCAN_QR_CODE');
    stage.board.learn(instance('a'), 'WORKING');
    assert.equal(stage.known('a').account, undefined);
    await stage.pass(0);
    assert.deepEqual(stage.changes, [[instance('a')]]);
  });

  it('takes what comes of something that is being done for no news, whatever a check under way would tell', async () => {
    const stage = new BoardStage();
    stage.reply = (_, count) => [count === 1 ? status('WORKING') : status('SCAN_QR_CODE'), 1_000];
    stage.board.watch([instance('a')]);
    await stage.pass(31.5);
    assert.equal(stage.known('a').checking, true);
    stage.board.expect(instance('a'));
    assert.equal(stage.checks[1]?.aborted(), true);
    await stage.pass(20);
    assert.equal(stage.known('a').status, 'SCAN_QR_CODE');
    assert.deepEqual(stage.drops, []);
  });

  describe('checkNow', () => {
    it('goes ahead of the queue, within the budget', async () => {
      const stage = new BoardStage();
      stage.budget = 30;
      stage.board.watch(instances(10));
      await stage.pass(1);
      stage.board.checkNow([instance('i9')]);
      await stage.pass(4);
      assert.deepEqual(
        stage.checks.map(({ key }) => key),
        ['i0', 'i9', 'i1'],
      );
      assert.deepEqual(stage.starts(), [0, 2, 4]);
    });

    it('keeps the 10 s', async () => {
      const stage = new BoardStage();
      stage.board.watch([instance('a')]);
      await stage.pass(1);
      stage.board.checkNow([instance('a')]);
      await stage.pass(20);
      assert.deepEqual(stage.starts(), [0, 10]);
    });

    it('asks again what was refused', async () => {
      const stage = new BoardStage();
      stage.reply = () => [failure({ kind: 'instance', status: 404 })];
      stage.board.watch([instance('a')]);
      await stage.pass(100);
      stage.board.checkNow([instance('a')]);
      await stage.pass(1);
      assert.deepEqual(stage.starts(), [0, 100]);
    });
  });

  describe('forget', () => {
    it('drops what is known, and remembers when it asked last', async () => {
      const stage = new BoardStage();
      const a = instance('a');
      stage.board.watch([a]);
      await stage.pass(1);
      stage.board.watch([]);
      stage.board.forget(a);
      assert.deepEqual(stage.known('a'), { status: undefined, checking: false });
      stage.board.watch([a]);
      await stage.pass(20);
      assert.deepEqual(stage.starts(), [0, 10]);
    });
  });

  describe('onDidDrop', () => {
    const dropped = async (...words: Parameters<typeof status>[0][]): Promise<BoardStage> => {
      const stage = new BoardStage();
      stage.reply = (_, count) => [
        status(words[count - 1] ?? 'FAILED', words[count - 1] === 'WORKING' ? account : undefined),
      ];
      stage.board.watch([instance('a')]);
      await stage.pass(200);
      return stage;
    };

    it('tells once that a linked instance is linked no longer, and whose phone it was', async () => {
      const { drops } = await dropped('WORKING', 'SCAN_QR_CODE', 'FAILED');
      assert.deepEqual(
        drops.map(({ ref, before, after }) => [ref.instanceId, before.account, after.status]),
        [['a', account, 'SCAN_QR_CODE']],
      );
    });

    it('waits for what a reconnection comes to', async () => {
      assert.equal(
        (
          await dropped(
            'WORKING',
            'STARTING',
            'WORKING',
            'WORKING',
            'WORKING',
            'WORKING',
            'WORKING',
            'WORKING',
            'WORKING',
          )
        ).drops.length,
        0,
      );
      const { drops } = await dropped('WORKING', 'STARTING', 'SCAN_QR_CODE');
      assert.deepEqual(
        drops.map(({ after }) => after.status),
        ['SCAN_QR_CODE'],
      );
    });

    it('tells of the next time too', async () => {
      assert.equal((await dropped('WORKING', 'SCAN_QR_CODE', 'WORKING', 'FAILED')).drops.length, 2);
    });

    it('is silent about what never was linked, and about what the user did', async () => {
      assert.equal((await dropped('SCAN_QR_CODE')).drops.length, 0);
      const stage = new BoardStage();
      stage.reply = (_, count) => [status(count === 1 ? 'WORKING' : 'STOPPED')];
      stage.board.watch([instance('a')]);
      await stage.pass(1);
      stage.board.learn(instance('a'), 'STOPPED');
      await stage.pass(100);
      assert.equal(stage.drops.length, 0);
    });

    it('is silent about what came of it that another window was at it', async () => {
      const stage = new BoardStage();
      stage.reply = (_, count) =>
        count === 2 ? ['elsewhere'] : [status(count === 1 ? 'WORKING' : 'SCAN_QR_CODE')];
      stage.board.watch([instance('a')]);
      await stage.pass(100);
      assert.equal(stage.known('a').status, 'SCAN_QR_CODE');
      assert.equal(stage.drops.length, 0);
    });

    it('is silent about what happened while nobody looked: others may have been told', async () => {
      const stage = new BoardStage();
      stage.reply = (_, count) => [status(count === 1 ? 'WORKING' : 'STOPPED')];
      stage.board.watch([instance('a')]);
      await stage.pass(1);
      stage.board.watch([]);
      await stage.pass(100);
      stage.board.watch([instance('a')]);
      await stage.pass(1);
      assert.equal(stage.known('a').status, 'STOPPED');
      assert.equal(stage.drops.length, 0);
    });
  });
});
