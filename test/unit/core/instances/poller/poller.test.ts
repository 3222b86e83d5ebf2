import assert from 'node:assert/strict';
import { refKey } from '../../../../../src/core/references/instanceref';
import { epoch } from '../../../fakes/machine';
import { PollerStage, failure, instance, instances, status } from './stage';

const account = { name: 'Jane Doe', number: '+201012345678' };

describe('InstancePoller', () => {
  it('knows nothing and sets no timer before it watches an instance', () => {
    const { poller, machine } = new PollerStage();
    assert.deepEqual(poller.get(instance('a')), { status: undefined, checking: false });
    poller.checkNow([instance('a')]);
    poller.setKnown(instance('b'), 'WORKING');
    assert.equal(machine.timers, 0);
  });

  it('checks at once, and reports each change once, with its time', async () => {
    const stage = new PollerStage();
    stage.reply = () => [status('WORKING', account), 300];
    stage.poller.watch([instance('a')]);
    assert.deepEqual(stage.known('a'), { status: undefined, checking: true });
    await stage.pass(1);
    const checkedAt = epoch + 300;
    assert.deepEqual(stage.known('a'), { status: 'WORKING', account, checkedAt, checking: false });
    assert.deepEqual(stage.changes, [[instance('a')], [instance('a')]]);
  });

  for (const word of ['STARTING', 'SCAN_QR_CODE', 'PASSKEY', 'unknown'] as const)
    it(`checks again 10 s after the end of the last request while ${word}`, async () => {
      const stage = new PollerStage();
      stage.reply = () => [status(word), 500];
      stage.poller.watch([instance('a')]);
      await stage.pass(25);
      assert.deepEqual(stage.starts(), [0, 10.5, 21]);
    });

  for (const word of ['WORKING', 'STOPPED', 'FAILED'] as const)
    it(`checks every 30 s while ${word}`, async () => {
      const stage = new PollerStage();
      stage.reply = () => [status(word), 500];
      stage.poller.watch([instance('a')]);
      await stage.pass(65);
      assert.deepEqual(stage.starts(), [0, 30.5, 61]);
    });

  it('spreads requests over the budget, with at most four at once', async () => {
    const stage = new PollerStage();
    stage.budget = 60;
    stage.reply = () => [status('STARTING'), 8_000];
    stage.poller.watch(instances(10));
    await stage.pass(20);
    assert.deepEqual(stage.starts().slice(0, 6), [0, 1, 2, 3, 8, 9]);
    assert.equal(stage.maxConcurrent, 4);
  });

  it('first checks the instances that were never checked, then those that have been due longest', async () => {
    const stage = new PollerStage();
    stage.budget = 6;
    stage.reply = () => [status('STARTING')];
    const [a, b, c, d] = [instance('a'), instance('b'), instance('c'), instance('d')];
    stage.poller.watch([a, b]);
    await stage.pass(25);
    stage.poller.watch([a, b, c, d]);
    await stage.pass(50);
    const keys = stage.checks.map(({ key }) => key);
    assert.deepEqual(keys, ['a', 'b', 'a', 'c', 'd', 'b', 'a', 'c']);
  });

  it('stops once nothing is watched: it has no timer, aborts requests under way and keeps what is known', async () => {
    const stage = new PollerStage();
    stage.reply = (_, count) => (count === 1 ? [status('WORKING')] : undefined);
    stage.poller.watch([instance('a')]);
    await stage.pass(31);
    assert.equal(stage.known('a').checking, true);
    stage.poller.watch([]);
    assert.equal(stage.machine.timers, 0);
    assert.equal(stage.checks[1]?.aborted(), true);
    await stage.pass(100);
    assert.equal(stage.checks.length, 2);
    assert.deepEqual(stage.known('a'), { status: 'WORKING', checkedAt: epoch, checking: false });
  });

  it('keeps 10 s after an aborted request', async () => {
    const stage = new PollerStage();
    stage.reply = () => undefined;
    stage.poller.watch([instance('a')]);
    await stage.pass(2);
    stage.poller.watch([]);
    stage.poller.watch([instance('a')]);
    await stage.pass(30);
    assert.deepEqual(stage.starts(), [0, 12]);
  });

  it('keeps the gap to a pairing’s requests, and lets a pairing keep the gap too', async () => {
    const stage = new PollerStage();
    const a = instance('a');
    stage.reply = () => [status('STARTING'), 1_000];
    stage.pace(a).ended('session');
    stage.poller.watch([a]);
    await stage.pass(5.5);
    assert.deepEqual(stage.starts(), [5]);
    // As long as the check is under way, a pairing has to wait.
    assert.equal(stage.pace(a).rest('session'), 5_000);
    await stage.pass(1.5);
    assert.equal(stage.pace(a).rest('session'), 4_000);
  });

  it('doesn’t check an instance during its pairing, and counts the pairing’s result as a check', async () => {
    const stage = new PollerStage();
    const a = instance('a');
    stage.busy.add('a');
    stage.poller.watch([a]);
    await stage.pass(15);
    stage.poller.setKnown(a, 'SCAN_QR_CODE');
    stage.busy.clear();
    await stage.pass(30);
    assert.deepEqual(stage.starts(), [25]);
  });

  it('doesn’t check an instance that another window checks, and tries again after 10 s', async () => {
    const stage = new PollerStage();
    stage.reply = (_, count) => [count <= 2 ? 'otherWindow' : status('WORKING')];
    stage.poller.watch([instance('a')]);
    await stage.pass(15);
    assert.deepEqual(stage.known('a'), { status: undefined, checking: false });
    await stage.pass(10);
    assert.equal(stage.known('a').status, 'WORKING');
    assert.deepEqual(stage.starts(), [0, 10, 20]);
  });

  it('prefers a status from a pairing or an action to a check under way', async () => {
    const stage = new PollerStage();
    stage.reply = () => [status('FAILED'), 2_000];
    stage.poller.watch([instance('a')]);
    await stage.pass(1);
    stage.poller.setKnown(instance('a'), 'STARTING');
    await stage.pass(5);
    assert.deepEqual(stage.known('a'), { status: 'STARTING', checkedAt: epoch + 1_000, checking: false });
    assert.equal(stage.checks[0]?.aborted(), true);
  });

  it('keeps the account while the instance stays linked, even if an answer doesn’t contain it', async () => {
    const stage = new PollerStage();
    stage.poller.setKnown(instance('a'), 'WORKING', account);
    stage.poller.setKnown(instance('a'), 'WORKING');
    assert.deepEqual(stage.known('a').account, account);
    stage.poller.setKnown(instance('a'), 'SCAN_QR_CODE');
    stage.poller.setKnown(instance('a'), 'WORKING');
    assert.equal(stage.known('a').account, undefined);
    await stage.pass(0);
    assert.deepEqual(stage.changes, [[instance('a')]]);
  });

  it('reports no disconnect that an action causes, even with a check under way', async () => {
    const stage = new PollerStage();
    stage.reply = (_, count) => [count === 1 ? status('WORKING') : status('SCAN_QR_CODE'), 1_000];
    stage.poller.watch([instance('a')]);
    await stage.pass(31.5);
    assert.equal(stage.known('a').checking, true);
    stage.poller.expectChange(instance('a'));
    assert.equal(stage.checks[1]?.aborted(), true);
    await stage.pass(20);
    assert.equal(stage.known('a').status, 'SCAN_QR_CODE');
    assert.deepEqual(stage.disconnects, []);
  });

  describe('checkNow', () => {
    it('comes before all other checks, within the budget', async () => {
      const stage = new PollerStage();
      stage.budget = 30;
      stage.poller.watch(instances(10));
      await stage.pass(1);
      stage.poller.checkNow([instance('i9')]);
      await stage.pass(4);
      assert.deepEqual(
        stage.checks.map(({ key }) => key),
        ['i0', 'i9', 'i1'],
      );
      assert.deepEqual(stage.starts(), [0, 2, 4]);
    });

    it('keeps the 10 s', async () => {
      const stage = new PollerStage();
      stage.poller.watch([instance('a')]);
      await stage.pass(1);
      stage.poller.checkNow([instance('a')]);
      await stage.pass(20);
      assert.deepEqual(stage.starts(), [0, 10]);
    });

    it('checks refused instances again', async () => {
      const stage = new PollerStage();
      stage.reply = () => [failure({ kind: 'instance', status: 404 })];
      stage.poller.watch([instance('a')]);
      await stage.pass(100);
      stage.poller.checkNow([instance('a')]);
      await stage.pass(1);
      assert.deepEqual(stage.starts(), [0, 100]);
    });
  });

  describe('forget', () => {
    it('forgets what is known, but not the time of the last check', async () => {
      const stage = new PollerStage();
      const a = instance('a');
      stage.poller.watch([a]);
      await stage.pass(1);
      stage.poller.watch([]);
      stage.poller.forget(a);
      assert.deepEqual(stage.known('a'), { status: undefined, checking: false });
      stage.poller.watch([a]);
      await stage.pass(20);
      assert.deepEqual(stage.starts(), [0, 10]);
    });
  });

  describe('onDidDisconnect', () => {
    const disconnected = async (...words: Parameters<typeof status>[0][]): Promise<PollerStage> => {
      const stage = new PollerStage();
      stage.reply = (_, count) => [
        status(words[count - 1] ?? 'FAILED', words[count - 1] === 'WORKING' ? account : undefined),
      ];
      stage.poller.watch([instance('a')]);
      await stage.pass(200);
      return stage;
    };

    it('fires once when a linked instance is disconnected, with the account that it had', async () => {
      const { disconnects } = await disconnected('WORKING', 'SCAN_QR_CODE', 'FAILED');
      assert.deepEqual(
        disconnects.map(({ ref, before, after }) => [ref.instanceId, before.account, after.status]),
        [['a', account, 'SCAN_QR_CODE']],
      );
    });

    it('waits for the result of a reconnection', async () => {
      assert.equal(
        (
          await disconnected(
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
        ).disconnects.length,
        0,
      );
      const { disconnects } = await disconnected('WORKING', 'STARTING', 'SCAN_QR_CODE');
      assert.deepEqual(
        disconnects.map(({ after }) => after.status),
        ['SCAN_QR_CODE'],
      );
    });

    it('fires the next time too', async () => {
      assert.equal(
        (await disconnected('WORKING', 'SCAN_QR_CODE', 'WORKING', 'FAILED')).disconnects.length,
        2,
      );
    });

    it('doesn’t fire for an instance that was never linked, nor after an action of the user', async () => {
      assert.equal((await disconnected('SCAN_QR_CODE')).disconnects.length, 0);
      const stage = new PollerStage();
      stage.reply = (_, count) => [status(count === 1 ? 'WORKING' : 'STOPPED')];
      stage.poller.watch([instance('a')]);
      await stage.pass(1);
      stage.poller.setKnown(instance('a'), 'STOPPED');
      await stage.pass(100);
      assert.equal(stage.disconnects.length, 0);
    });

    it('lets the other linked instances of its gateway be checked soon, since one cause may disconnect all', async () => {
      const stage = new PollerStage();
      let down = false;
      stage.reply = ({ gateway }) => [status(down && gateway === '' ? 'FAILED' : 'WORKING')];
      const [a, b, elsewhere] = [instance('a'), instance('b'), instance('c', 'other')];
      stage.poller.watch([a, b, elsewhere]);
      assert.equal(stage.poller.watchesLinked, false);
      await stage.pass(20);
      assert.equal(stage.poller.watchesLinked, true);
      down = true;
      stage.poller.checkNow([a]);
      await stage.pass(1);
      assert.deepEqual(
        stage.disconnects.map(({ ref }) => ref.instanceId),
        ['a', 'b'],
      );
      assert.deepEqual(stage.starts(refKey(elsewhere)), [0.2]);
      assert.equal(stage.poller.watchesLinked, true);
      stage.poller.watch([a, b]);
      assert.equal(stage.poller.watchesLinked, false);
    });

    it('doesn’t fire if another window checked the instance', async () => {
      const stage = new PollerStage();
      stage.reply = (_, count) =>
        count === 2 ? ['otherWindow'] : [status(count === 1 ? 'WORKING' : 'SCAN_QR_CODE')];
      stage.poller.watch([instance('a')]);
      await stage.pass(100);
      assert.equal(stage.known('a').status, 'SCAN_QR_CODE');
      assert.equal(stage.disconnects.length, 0);
    });

    it('doesn’t fire for a disconnect while the instance wasn’t watched, since another window may have reported it', async () => {
      const stage = new PollerStage();
      stage.reply = (_, count) => [status(count === 1 ? 'WORKING' : 'STOPPED')];
      stage.poller.watch([instance('a')]);
      await stage.pass(1);
      stage.poller.watch([]);
      await stage.pass(100);
      stage.poller.watch([instance('a')]);
      await stage.pass(1);
      assert.equal(stage.known('a').status, 'STOPPED');
      assert.equal(stage.disconnects.length, 0);
    });
  });
});
