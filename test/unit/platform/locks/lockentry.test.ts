import assert from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { longestTravel, requestGap } from '../../../../src/core/gateways/instancepace';
import { checkInterval } from '../../../../src/platform/locks/lock';
import type { Locks, OthersLock } from '../../../../src/platform/locks/locks';
import { staleTime } from '../../../../src/platform/locks/thiswindow';
import { held, key, others, until, Windows } from './windows';

const hour = 3_600_000;

describe('requests under a lock', () => {
  let windows: Windows;
  let first: Locks;
  let second: Locks;
  let third: Locks;

  beforeEach(async () => {
    windows = await Windows.open();
    [first, second, third] = [windows.window('first'), windows.window('second'), windows.window('third')];
  });

  afterEach(async () => {
    await windows.close();
  });

  /** How long another window has to wait after its claim. It releases the lock at once. */
  async function waitOf(window: Locks, takeOver = false): Promise<number> {
    const lock = held(await window.claim(key, { takeOver }));
    await lock.release();
    return lock.waitMs;
  }

  it('don’t wait if no window had the lock before', async () => {
    assert.equal(held(await first.claim(key)).waitMs, 0);
  });

  it('keep a distance of 5 s from the last request of the window that has released the lock', async () => {
    const lock = held(await first.claim(key));
    assert.equal(await lock.noteRequest(), true);
    // A request may travel for a second.
    await windows.machine.pass(2_000);
    await lock.release();
    assert.equal(await waitOf(second), 4_000);
    await windows.machine.pass(3_999);
    assert.equal(await waitOf(third), 1);
    await windows.machine.pass(1);
    assert.equal(await waitOf(third), 0);
  });

  it('are noted by their claim if they follow it immediately', async () => {
    const lock = held(await first.claim(key, { withRequest: true }));
    const requestAt = windows.machine.wall();
    assert.equal((await windows.record())['requestAt'], requestAt);
    assert.equal(await lock.noteRequest(), true);
    assert.equal((await windows.record())['requestAt'], requestAt);
    await windows.machine.pass(5_000);
    assert.equal(await lock.noteRequest(), true);
    assert.equal((await windows.record())['requestAt'], requestAt + 5_000);
    await lock.release();
    assert.equal(await waitOf(second), requestGap);
  });

  it('are noted again if they follow their claim late', async () => {
    const lock = held(await first.claim(key, { withRequest: true }));
    await windows.machine.pass(1_000);
    await lock.noteRequest();
    assert.equal((await windows.record())['requestAt'], windows.machine.wall());
  });

  it('keep their distance although their claim would note them', async () => {
    const lock = held(await first.claim(key));
    await lock.noteRequest();
    await lock.release();
    await windows.machine.pass(1_000);
    const next = held(await second.claim(key, { withRequest: true }));
    assert.equal(next.waitMs, 4_000);
    await windows.machine.pass(4_000);
    await next.noteRequest();
    assert.equal((await windows.record())['requestAt'], windows.machine.wall());
  });

  it('keep their distance from another window’s request after a claim that sent none', async () => {
    const before = held(await second.claim(key));
    await before.noteRequest();
    await before.release();
    await windows.machine.pass(1_000);
    await held(await first.claim(key, { withRequest: true })).release();
    await windows.machine.pass(1_000);
    assert.equal(await waitOf(first), 3_000);
  });

  it('keep a distance of 5 s from the last request of a reloaded window', async () => {
    await held(await first.claim(key)).noteRequest();
    await first.end();
    await windows.machine.pass(800);
    assert.equal(await waitOf(second), 4_200);
  });

  it('keep a distance of 5 s from the last request of a window that crashed, which may have left a second later', async () => {
    await held(await first.claim(key)).noteRequest();
    windows.ended.add(1);
    await windows.machine.pass(2_000);
    assert.equal(await waitOf(second), 4_000);
  });

  it('keep their distance from when a request could leave, even if it took long to note it', async () => {
    const lock = held(await first.claim(key));
    const busy = `${await windows.file()}.lock`;
    await writeFile(busy, '');
    const noted = lock.noteRequest();
    await sleep(20);
    await windows.machine.pass(700);
    await rm(busy);
    assert.equal(await noted, true);
    await lock.release();
    assert.equal(await waitOf(second), requestGap);
  });

  it('don’t wait for the requests of their own window, which has its own pace', async () => {
    const lock = held(await first.claim(key));
    await lock.noteRequest();
    await lock.release();
    assert.equal(await waitOf(first), 0);
    assert.equal(await waitOf(second), requestGap);
  });

  it('leave their time in a file without an owner, which is removed after 5 s', async () => {
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    await lock.noteRequest();
    const requestAt = windows.machine.wall();
    await lock.release();
    assert.deepEqual(await windows.record(), { owner: '', window: '', pid: 0, host: '', requestAt });
    await windows.afterCheck(() => waiting.by === undefined);
    assert.equal(await third.isHeldByOther(key), false);
    waiting.dispose();
    await windows.machine.pass(requestGap - checkInterval);
    await until(async () => (await readdir(windows.folder)).length === 0);
    assert.equal(windows.machine.timers, 0);
  });

  it('don’t cost the next window its lock after this time', async () => {
    const lock = held(await first.claim(key));
    await lock.noteRequest();
    await lock.release();
    await second.claim(key);
    await windows.machine.pass(requestGap);
    await sleep(50);
    assert.equal(others(await first.claim(key)).by, 'second');
  });

  it('wait the full 5 s after a takeover, because the other window may have an open request', async () => {
    await first.claim(key);
    await windows.machine.pass(60);
    assert.equal(await waitOf(second, true), requestGap);
    await windows.machine.pass(2_000);
    assert.equal(await waitOf(third), 3_000);
  });

  it('also wait the full 5 s if the other window’s heartbeat is only late', async () => {
    await held(await first.claim(key)).noteRequest();
    windows.machine.jump(staleTime + 1);
    assert.equal(await waitOf(second), requestGap);
  });

  it('don’t wait longer if a claim joins another claim of its window', async () => {
    await first.claim(key);
    await second.claim(key, { takeOver: true });
    await windows.machine.pass(4_000);
    windows.machine.jump(-hour);
    assert.equal(held(await second.claim(key)).waitMs, 1_000);
    await windows.machine.pass(hour);
    assert.equal(held(await second.claim(key)).waitMs, 0);
  });

  it('aren’t sent after a takeover, even before it is noticed', async () => {
    const lock = held(await first.claim(key));
    const lost: OthersLock[] = [];
    lock.onDidLose((to) => lost.push(to));
    assert.equal(await lock.noteRequest(), true);
    await second.claim(key, { takeOver: true });
    const record = await windows.record();
    assert.equal(await lock.noteRequest(), false);
    assert.deepEqual(
      lost.map(({ by }) => by),
      ['second'],
    );
    assert.equal(await lock.noteRequest(), false);
    assert.deepEqual(await windows.record(), record);
  });

  it('aren’t sent if the window that took over the lock has released it since', async () => {
    const lock = held(await first.claim(key));
    const lost: OthersLock[] = [];
    lock.onDidLose((to) => lost.push(to));
    await waitOf(second, true);
    assert.equal(await lock.noteRequest(), false);
    assert.deepEqual(
      lost.map(({ by }) => by),
      [undefined],
    );
  });

  it('are sent by only one of two windows during a takeover', async () => {
    for (let round = 0; round < 20; round++) {
      const before = held(await first.claim(key));
      const [, taken] = await Promise.all([before.noteRequest(), second.claim(key, { takeOver: true })]);
      const after = held(taken);
      // The first window may have sent a request just before, so the second waits.
      assert.equal(after.waitMs, requestGap);
      assert.deepEqual([await before.noteRequest(), await after.noteRequest()], [false, true]);
      await after.release();
      await windows.machine.pass(1);
    }
  });

  it('aren’t sent after the release', async () => {
    const lock = held(await first.claim(key));
    await lock.release();
    assert.equal(await lock.noteRequest(), false);
    assert.deepEqual(await readdir(windows.folder), []);
  });

  it('are noted even if someone has deleted the file', async () => {
    const lock = held(await first.claim(key));
    await rm(await windows.file());
    assert.equal(await lock.noteRequest(), true);
    windows.ended.add(1);
    assert.equal(await waitOf(second), requestGap + longestTravel);
  });

  for (const [title, jump, wait] of [
    ['set back', -hour, requestGap],
    ['set forward', hour, 0],
  ] as const)
    it(`wait at most 5 s if the clock is ${title} after a release`, async () => {
      const lock = held(await first.claim(key));
      await lock.noteRequest();
      await lock.release();
      windows.machine.jump(jump);
      assert.equal(await waitOf(second), wait);
      await windows.machine.pass(requestGap);
      await until(async () => (await readdir(windows.folder)).length === 0);
      assert.equal(await waitOf(third), 0);
    });

  it('wait at most 6 s if the clock is set back before a crash is noticed', async () => {
    await held(await first.claim(key)).noteRequest();
    windows.ended.add(1);
    windows.machine.jump(-hour);
    assert.equal(await waitOf(second), requestGap + longestTravel);
    await windows.machine.pass(requestGap + longestTravel);
    assert.equal(await waitOf(third), 0);
  });

  it('wait at most 5 s if the clock is set back and forward while the lock is held', async () => {
    const lock = held(await first.claim(key));
    for (const jump of [-hour, 2 * hour, -hour]) {
      windows.machine.jump(jump);
      assert.equal(await lock.noteRequest(), true);
      assert.equal((await second.claim(key)).held, false);
    }
    await lock.release();
    assert.equal(await waitOf(third), requestGap);
  });
});
