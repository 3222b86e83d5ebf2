import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Locks } from '../../../src/platform/locks/locks';
import { machine } from '../../../src/platform/machine';
import { FakeHeldLock, FakeOthersLock } from '../fakes/locks';
import { BackgroundWatch } from '../../../src/instancesview/backgroundwatch';

const ref = { gateway: '', instanceId: 'SHOP00000001' };

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 500, 'It did not come about.');
    await sleep(10);
  }
}

describe('the duty to watch', () => {
  let folder = '';
  const duties: BackgroundWatch[] = [];

  /** A window of its own, with a process number of its own. */
  function openWindow(): BackgroundWatch {
    const pid = 100_000 + duties.length;
    const duty = new BackgroundWatch(
      new Locks({
        folder,
        window: `window ${pid}`,
        machine,
        pid,
        isRunning: () => true,
        log: {
          warn: (words) => {
            assert.fail(words);
          },
        },
      }),
      () => 60_000,
    );
    duties.push(duty);
    return duty;
  }

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pair-whatsapp-duty-'));
  });

  afterEach(async () => {
    for (const duty of duties.splice(0)) duty.dispose();
    await sleep(50);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('is one window’s, and the next one’s once that has nothing to watch any more', async () => {
    const [one, other] = [openWindow(), openWindow()];
    let told = 0;
    other.onDidChange(() => told++);
    one.setWanted(true);
    await until(() => one.isMine);
    other.setWanted(true);
    await sleep(50);
    assert.equal(other.isMine, false);
    one.setWanted(false);
    await until(() => other.isMine);
    assert.equal(told, 1);
    assert.equal(one.isMine, false);
  });

  it('goes on with another window where one is closed', async () => {
    const [one, other] = [openWindow(), openWindow()];
    one.setWanted(true);
    await until(() => one.isMine);
    other.setWanted(true);
    await sleep(50);
    one.dispose();
    await until(() => other.isMine);
  });

  it('comes back to the one that lost it, if it is free by the time that is noticed', async () => {
    const [before, after] = [new FakeHeldLock(), new FakeHeldLock()];
    const claims = [before, after];
    const duty = new BackgroundWatch(
      { claim: () => Promise.resolve(claims.shift() ?? assert.fail()) },
      () => 60_000,
    );
    duty.setWanted(true);
    await until(() => duty.isMine);
    const lost = new FakeOthersLock(undefined);
    before.lose(lost);
    assert.equal(duty.isMine, false);
    await until(() => duty.isMine);
    assert.deepEqual([lost.disposed, claims.length], [true, 0]);
    duty.dispose();
    assert.equal(after.releases, 1);
  });

  it('isn’t taken by one that had thought better of it meanwhile', async () => {
    const [one, other] = [openWindow(), openWindow()];
    one.setWanted(true);
    one.setWanted(false);
    other.setWanted(true);
    await until(() => other.isMine);
    assert.equal(one.isMine, false);
  });

  it('is apart from notifying, which one window does for each instance', async () => {
    const [one, other] = [openWindow(), openWindow()];
    assert.deepEqual([await one.mayNotify(ref), await other.mayNotify(ref)], [true, false]);
    assert.equal(await other.mayNotify({ ...ref, instanceId: 'DESK00000001' }), true);
  });
});
