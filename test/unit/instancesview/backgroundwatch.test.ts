import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Leases } from '../../../src/platform/locks/leases';
import { WatchDuty } from '../../../src/instancesview/backgroundwatch';

const ref = { gateway: '', instanceId: 'SHOP00000001' };

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 500, 'It did not come about.');
    await sleep(10);
  }
}

describe('the duty to watch', () => {
  let folder = '';
  const duties: WatchDuty[] = [];

  /** A window of its own, with a process number of its own. */
  function openWindow(): WatchDuty {
    const pid = 100_000 + duties.length;
    const duty = new WatchDuty(
      new Leases({
        ...{ folder, where: `window ${pid}`, pid, alive: () => true },
        machine: {
          wall: () => Date.now(),
          after: (ms, run) => {
            const timer = setTimeout(run, ms);
            return () => {
              clearTimeout(timer);
            };
          },
        },
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
    one.want(true);
    await until(() => one.mine);
    other.want(true);
    await sleep(50);
    assert.equal(other.mine, false);
    one.want(false);
    await until(() => other.mine);
    assert.equal(told, 1);
    assert.equal(one.mine, false);
  });

  it('goes on with another window where one is closed', async () => {
    const [one, other] = [openWindow(), openWindow()];
    one.want(true);
    await until(() => one.mine);
    other.want(true);
    await sleep(50);
    one.dispose();
    await until(() => other.mine);
  });

  it('isn’t taken by one that had thought better of it meanwhile', async () => {
    const [one, other] = [openWindow(), openWindow()];
    one.want(true);
    one.want(false);
    other.want(true);
    await until(() => other.mine);
    assert.equal(one.mine, false);
  });

  it('is apart from telling, which one window does of each instance', async () => {
    const [one, other] = [openWindow(), openWindow()];
    assert.deepEqual([await one.mayTell(ref), await other.mayTell(ref)], [true, false]);
    assert.equal(await other.mayTell({ ...ref, instanceId: 'DESK00000001' }), true);
  });
});
