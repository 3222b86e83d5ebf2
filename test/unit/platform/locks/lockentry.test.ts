import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { requestGap } from '../../../../src/core/gateways/instancepace';
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

  /** How long the next window has to wait, by a claim that it releases at once. */
  async function restOf(window: Locks, takeOver = false): Promise<number> {
    const lock = held(await window.claim(key, takeOver));
    await lock.release();
    return lock.waitMs;
  }

  it('need not wait where nobody had the lock', async () => {
    assert.equal(held(await first.claim(key)).waitMs, 0);
  });

  it('keep 5 s to those of the window that has released it', async () => {
    const lock = held(await first.claim(key));
    assert.equal(await lock.noteRequest(), true);
    await windows.machine.pass(1_000);
    await lock.release();
    assert.equal(await restOf(second), 4_000);
    await windows.machine.pass(3_999);
    assert.equal(await restOf(third), 1);
    await windows.machine.pass(1);
    assert.equal(await restOf(third), 0);
  });

  it('keep 5 s to those of a window that is reloaded', async () => {
    await held(await first.claim(key)).noteRequest();
    await first.end();
    await windows.machine.pass(800);
    assert.equal(await restOf(second), 4_200);
  });

  it('keep 5 s to those of a window that crashed', async () => {
    await held(await first.claim(key)).noteRequest();
    windows.dead.add(1);
    await windows.machine.pass(2_000);
    assert.equal(await restOf(second), 3_000);
  });

  it('need not wait for those of the own window, which has its own pace', async () => {
    const lock = held(await first.claim(key));
    await lock.noteRequest();
    await lock.release();
    assert.equal(await restOf(first), 0);
    assert.equal(await restOf(second), requestGap);
  });

  it('leave their time in a file that nobody owns, and that goes after 5 s', async () => {
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    await lock.noteRequest();
    const requestAt = windows.machine.wall();
    await lock.release();
    assert.deepEqual(await windows.record(), { owner: '', window: '', pid: 0, host: '', requestAt });
    await windows.soon(() => waiting.by === undefined);
    assert.equal(await third.isHeldByOther(key), false);
    waiting.dispose();
    await windows.machine.pass(requestGap - checkInterval);
    await until(async () => (await readdir(windows.folder)).length === 0);
    assert.equal(windows.machine.timers, 0);
  });

  it('don’t cost the next window its lock when that time is over', async () => {
    const lock = held(await first.claim(key));
    await lock.noteRequest();
    await lock.release();
    await second.claim(key);
    await windows.machine.pass(requestGap);
    await sleep(50);
    assert.equal(others(await first.claim(key)).by, 'second');
  });

  it('wait the full 5 s after a take-over: the other window may have one under way', async () => {
    await first.claim(key);
    await windows.machine.pass(60);
    assert.equal(await restOf(second, true), requestGap);
    await windows.machine.pass(2_000);
    assert.equal(await restOf(third), 3_000);
  });

  it('wait the full 5 s too where the other window is only late', async () => {
    await held(await first.claim(key)).noteRequest();
    windows.machine.jump(staleTime + 1);
    assert.equal(await restOf(second), requestGap);
  });

  it('wait no longer where a claim joins those of its window', async () => {
    await first.claim(key);
    await second.claim(key, true);
    await windows.machine.pass(4_000);
    windows.machine.jump(-hour);
    assert.equal(held(await second.claim(key)).waitMs, 1_000);
    await windows.machine.pass(hour);
    assert.equal(held(await second.claim(key)).waitMs, 0);
  });

  it('aren’t sent once the lock is taken over, however late that is noticed', async () => {
    const lock = held(await first.claim(key));
    const lost: OthersLock[] = [];
    lock.onDidLose((to) => lost.push(to));
    assert.equal(await lock.noteRequest(), true);
    await second.claim(key, true);
    const record = await windows.record();
    assert.equal(await lock.noteRequest(), false);
    assert.deepEqual(
      lost.map(({ by }) => by),
      ['second'],
    );
    assert.equal(await lock.noteRequest(), false);
    assert.deepEqual(await windows.record(), record);
  });

  it('aren’t sent when the window that took the lock over has released it since', async () => {
    const lock = held(await first.claim(key));
    const lost: OthersLock[] = [];
    lock.onDidLose((to) => lost.push(to));
    await restOf(second, true);
    assert.equal(await lock.noteRequest(), false);
    assert.deepEqual(
      lost.map(({ by }) => by),
      [undefined],
    );
  });

  it('are sent by one of two windows, whichever takes the lock over in the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const before = held(await first.claim(key));
      const [, taken] = await Promise.all([before.noteRequest(), second.claim(key, true)]);
      const after = held(taken);
      // The first may have sent one just before: then the second waits.
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

  it('are noted where someone has tidied up', async () => {
    const lock = held(await first.claim(key));
    await rm(await windows.file());
    assert.equal(await lock.noteRequest(), true);
    windows.dead.add(1);
    assert.equal(await restOf(second), requestGap);
  });

  for (const [title, jump, rest] of [
    ['set back', -hour, requestGap],
    ['set forward', hour, 0],
  ] as const)
    it(`wait 5 s at most where the clock is ${title} after a release`, async () => {
      const lock = held(await first.claim(key));
      await lock.noteRequest();
      await lock.release();
      windows.machine.jump(jump);
      assert.equal(await restOf(second), rest);
      await windows.machine.pass(requestGap);
      await until(async () => (await readdir(windows.folder)).length === 0);
      assert.equal(await restOf(third), 0);
    });

  it('wait 5 s at most where the clock is set back before a crash is noticed', async () => {
    await held(await first.claim(key)).noteRequest();
    windows.dead.add(1);
    windows.machine.jump(-hour);
    assert.equal(await restOf(second), requestGap);
    await windows.machine.pass(requestGap);
    assert.equal(await restOf(third), 0);
  });

  it('wait 5 s at most where the clock is set back and forward while the lock is held', async () => {
    const lock = held(await first.claim(key));
    for (const jump of [-hour, 2 * hour, -hour]) {
      windows.machine.jump(jump);
      assert.equal(await lock.noteRequest(), true);
      assert.equal((await second.claim(key)).held, false);
    }
    await lock.release();
    assert.equal(await restOf(third), requestGap);
  });
});
