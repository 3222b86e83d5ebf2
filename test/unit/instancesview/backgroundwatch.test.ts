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
    assert.ok(tries < 500, 'The condition did not become true.');
    await sleep(10);
  }
}

describe('watching in the background', () => {
  let folder = '';
  const watches: BackgroundWatch[] = [];

  /** Opens a window with its own process ID. */
  function openWindow(): BackgroundWatch {
    const pid = 100_000 + watches.length;
    const watch = new BackgroundWatch(
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
    watches.push(watch);
    return watch;
  }

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pair-whatsapp-watch-'));
  });

  afterEach(async () => {
    for (const watch of watches.splice(0)) watch.dispose();
    await sleep(50);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('is done by one window, and by the next one when the first no longer watches anything', async () => {
    const [one, other] = [openWindow(), openWindow()];
    let changes = 0;
    other.onDidChange(() => changes++);
    one.setWanted(true);
    await until(() => one.isMine);
    other.setWanted(true);
    await sleep(50);
    assert.equal(other.isMine, false);
    one.setWanted(false);
    await until(() => other.isMine);
    assert.equal(changes, 1);
    assert.equal(one.isMine, false);
  });

  it('continues in another window if one is closed', async () => {
    const [one, other] = [openWindow(), openWindow()];
    one.setWanted(true);
    await until(() => one.isMine);
    other.setWanted(true);
    await sleep(50);
    one.dispose();
    await until(() => other.isMine);
  });

  it('returns to the window that lost the lock, if the lock is free when the loss is noticed', async () => {
    const [before, after] = [new FakeHeldLock(), new FakeHeldLock()];
    const claims = [before, after];
    const watch = new BackgroundWatch(
      { claim: () => Promise.resolve(claims.shift() ?? assert.fail()) },
      () => 60_000,
    );
    watch.setWanted(true);
    await until(() => watch.isMine);
    const lost = new FakeOthersLock(undefined);
    before.lose(lost);
    assert.equal(watch.isMine, false);
    await until(() => watch.isMine);
    assert.deepEqual([lost.disposed, claims.length], [true, 0]);
    watch.dispose();
    assert.equal(after.releases, 1);
  });

  it('isn’t taken by a window that no longer wants it', async () => {
    const [one, other] = [openWindow(), openWindow()];
    one.setWanted(true);
    one.setWanted(false);
    other.setWanted(true);
    await until(() => other.isMine);
    assert.equal(one.isMine, false);
  });

  it('is independent of notifying, which one window does for each instance', async () => {
    const [one, other] = [openWindow(), openWindow()];
    assert.deepEqual([await one.mayNotify(ref), await other.mayNotify(ref)], [true, false]);
    assert.equal(await other.mayNotify({ ...ref, instanceId: 'DESK00000001' }), true);
  });

  it('lets any window notify of an instance that was linked again meanwhile', async () => {
    const [one, other] = [openWindow(), openWindow()];
    assert.deepEqual([await one.mayNotify(ref), await one.mayNotify(ref)], [true, true]);
    assert.equal(await other.mayNotify(ref), false);
    one.settle(ref);
    await sleep(50);
    assert.deepEqual([await other.mayNotify(ref), await one.mayNotify(ref)], [true, false]);
  });
});
