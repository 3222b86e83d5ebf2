import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { requestGap } from '../../../../src/core/gateways/instancepace';
import { checkInterval } from '../../../../src/platform/locks/lock';
import type { HeldLock, OthersLock } from '../../../../src/platform/locks/locks';
import { Locks } from '../../../../src/platform/locks/locks';
import { staleTime } from '../../../../src/platform/locks/thiswindow';
import { held, key, others, until, Windows } from './windows';

describe('locks', () => {
  let windows: Windows;

  beforeEach(async () => {
    windows = await Windows.open();
  });

  afterEach(async () => {
    await windows.close();
  });

  it('leave nothing behind when they are prepared, even by two windows at once', async () => {
    await Promise.all([windows.window('first').prepare(), windows.window('second').prepare()]);
    assert.deepEqual(await readdir(windows.folder), []);
    assert.equal(windows.machine.timers, 0);
  });

  it('go to one window, and the other learns which', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    assert.equal((await first.claim(key)).held, true);
    assert.equal(others(await second.claim(key)).by, 'acme');
    assert.equal((await second.claim(`${key}2`)).held, true);
  });

  it('are held by another window only while it runs and is not this window', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const seen = async (): Promise<readonly boolean[]> =>
      await Promise.all([first.isHeldByOther(key), second.isHeldByOther(key)]);
    assert.deepEqual(await seen(), [false, false]);
    await first.claim(key);
    assert.deepEqual(await seen(), [false, true]);
    windows.ended.add(1);
    assert.deepEqual(await seen(), [false, false]);
    const nowhere = windows.window('nowhere', path.join(windows.root, 'none'));
    assert.equal(await nowhere.isHeldByOther(key), false);
  });

  it('go to one of many windows that claim at the same time', async () => {
    const many = Array.from({ length: 8 }, (_, index) => windows.window(`window ${index}`));
    const claims = await Promise.all(many.map((each) => each.claim(key)));
    assert.equal(claims.filter((claim) => claim.held).length, 1);
  });

  it('go to one of many windows that find a stale lock at the same time', async () => {
    await windows.window('crashed').claim(key);
    windows.ended.add(1);
    const many = Array.from({ length: 8 }, (_, index) => windows.window(`window ${index}`));
    const claims = await Promise.all(many.map((each) => each.claim(key)));
    assert.equal(claims.filter((claim) => claim.held).length, 1);
  });

  it('are released with the last claim of their window', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const [one, other] = [held(await first.claim(key)), held(await first.claim(key))];
    await one.release();
    await one.release();
    assert.equal(others(await second.claim(key)).by, 'acme');
    await other.release();
    assert.equal((await second.claim(key)).held, true);
  });

  it('stay when one claim follows another, and no window sees them free in between', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    let lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    let changes = 0;
    waiting.onDidChange(() => changes++);
    const { ino } = await stat(await windows.file());
    for (let again = 0; again < 5; again++) {
      const next = first.claim(key);
      await Promise.all([lock.release(), windows.passCheckInterval()]);
      lock = held(await next);
    }
    await sleep(50);
    assert.deepEqual([changes, (await stat(await windows.file())).ino], [0, ino]);
  });

  it('reveal no secret, and not which instance they are for', async () => {
    await windows.window('acme').claim(key);
    assert.match(path.basename(await windows.file()), /^[0-9a-f]{32}\.json$/);
    const record = await windows.record();
    assert.deepEqual(Object.keys(record), ['owner', 'window', 'pid', 'host', 'requestAt']);
    assert.doesNotMatch(JSON.stringify(record), /INSTANCE0001|gateway/);
  });

  it('are free after the release, and followers learn it at the next check', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    await lock.release();
    await windows.afterCheck(() => waiting.by === undefined);
    assert.deepEqual(await readdir(windows.folder), []);
    assert.equal((await second.claim(key)).held, true);
  });

  it('are still followed after that, until a window has them again', async () => {
    const [first, second, third] = ['acme', 'other', 'third'].map((name) => windows.window(name)) as [
      Locks,
      Locks,
      Locks,
    ];
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    await lock.release();
    await windows.afterCheck(() => waiting.by === undefined);
    const again = held(await first.claim(key));
    await windows.machine.pass(10_000);
    await until(() => waiting.by === 'acme');
    await again.release();
    await windows.afterCheck(() => waiting.by === undefined);
    await third.claim(key);
    await windows.machine.pass(10_000);
    await until(() => waiting.by === 'third');
    waiting.dispose();
  });

  it('are checked rarely while no window has them', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    await lock.release();
    await windows.afterCheck(() => waiting.by === undefined);
    assert.equal(windows.machine.timers, 1);
    await first.claim(key);
    await windows.machine.pass(9_900);
    await sleep(50);
    assert.equal(waiting.by, undefined);
    await windows.machine.pass(100);
    await until(() => waiting.by === 'acme');
    assert.equal(windows.machine.timers, 2);
  });

  it('can be taken over, and the previous holder and the followers learn it at the next check', async () => {
    const first = windows.window('acme');
    const second = windows.window('other');
    const third = windows.window('third');
    const lock = held(await first.claim(key));
    const waiting = others(await third.claim(key));
    const lost: OthersLock[] = [];
    lock.onDidLose((to) => lost.push(to));
    assert.equal((await second.claim(key, { takeOver: true })).held, true);
    await windows.afterCheck(() => lost.length > 0 && waiting.by === 'other');
    assert.deepEqual(
      lost.map(({ by }) => by),
      ['other'],
    );
    await lock.release();
    assert.equal(others(await third.claim(key)).by, 'other');
  });

  it('are lost even if a heartbeat happens at the same time as the takeover', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lock = held(await first.claim(key));
    let lost = 0;
    lock.onDidLose(() => lost++);
    // A heartbeat during the takeover must not win the lock back.
    await Promise.all([second.claim(key, { takeOver: true }), windows.passCheckInterval()]);
    await windows.afterCheck(() => lost === 1);
    assert.equal(others(await first.claim(key)).by, 'other');
  });

  it('are lost for each claim that holds them, and each claim follows them on its own', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lost: OthersLock[] = [];
    const released: OthersLock[] = [];
    const early = held(await first.claim(key));
    early.onDidLose((to) => released.push(to));
    for (let claim = 0; claim < 2; claim++) held(await first.claim(key)).onDidLose((to) => lost.push(to));
    await early.release();
    const taken = held(await second.claim(key, { takeOver: true }));
    await windows.afterCheck(() => lost.length === 2);
    lost[0]?.dispose();
    await taken.release();
    await windows.afterCheck(() => lost[1]?.by === undefined);
    assert.equal(lost[0]?.by, 'other');
    assert.deepEqual(released, []);
  });

  it('don’t become stale while there is a heartbeat', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    await first.claim(key);
    for (let passed = 0; passed < 2 * staleTime; passed += checkInterval)
      await windows.afterCheck(async () => (await windows.lastHeard()) === windows.machine.wall());
    assert.equal((await second.claim(key)).held, false);
  });

  it('are free if their window has sent no heartbeat for long', async () => {
    await windows.window('crashed').claim(key);
    windows.machine.jump(staleTime + 1);
    assert.equal((await windows.window('other').claim(key)).held, true);
  });

  it('are free at once if their process has ended', async () => {
    await windows.window('crashed').claim(key);
    const waiting = others(await windows.window('other').claim(key));
    windows.ended.add(1);
    assert.equal((await windows.window('third').claim(key)).held, true);
    await windows.afterCheck(() => waiting.by === 'third');
  });

  it('are free at the followers’ next check if their process has ended', async () => {
    await windows.leaveFile(record(hostname()));
    const waiting = others(await windows.window('other').claim(key));
    windows.ended.add(1);
    await windows.afterCheck(() => waiting.by === undefined);
  });

  it('are free if their window on another machine sends no heartbeat for two more checks than usual', async () => {
    await windows.leaveFile(record('far away'));
    const waiting = others(await windows.window('other').claim(key));
    for (let passed = 0; passed < staleTime + 2 * checkInterval; passed += checkInterval) {
      await windows.passCheckInterval();
      await sleep(20);
    }
    // A check of a real file may take longer than the interval.
    await until(async () => {
      await windows.passCheckInterval();
      return waiting.by === undefined;
    });
  });

  /** The record of a window that ended without a release. */
  function record(host: string): string {
    return JSON.stringify({ owner: 'gone', window: 'gone', pid: 1, host, requestAt: 0 });
  }

  it('don’t count as stale for a window that wakes up first after a sleep', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    await first.claim(key);
    const waiting = others(await second.claim(key));
    windows.machine.jump(3_600_000);
    for (let looks = 0; looks < 2; looks++)
      await windows.afterCheck(async () => (await windows.lastHeard()) === windows.machine.wall());
    assert.equal(waiting.by, 'acme');
  });

  it('are written again if someone has deleted the file', async () => {
    await windows.window('acme').claim(key);
    await rm(await windows.file());
    await windows.afterCheck(async () =>
      (await readdir(windows.folder)).some((name) => name.endsWith('.json')),
    );
    assert.equal((await windows.window('other').claim(key)).held, false);
  });

  for (const broken of [
    '',
    '{',
    'null',
    '[]',
    '{"owner":7,"window":{},"pid":"1","host":null,"requestAt":"now"}',
  ])
    it(`belong to an unknown window, until they are stale, if the file contains ${broken || 'nothing'}`, async () => {
      await windows.leaveFile(broken);
      assert.equal(others(await windows.window('other').claim(key)).by, '');
      windows.machine.jump(staleTime + 1);
      assert.equal((await windows.window('third').claim(key)).held, true);
    });

  it('show names without control characters and up to 80 characters', async () => {
    await windows.window(`a\u202e\n${'b'.repeat(200)}`).claim(key);
    assert.equal(others(await windows.window('other').claim(key)).by, `a ${'b'.repeat(78)}`);
  });

  it('are all granted if no file can be written, which is logged once with the error’s name', async () => {
    const file = path.join(windows.root, 'file');
    await writeFile(file, '');
    const [first, second] = [
      windows.window('acme', path.join(file, 'in')),
      windows.window('other', path.join(file, 'in')),
    ];
    const lock = held(await first.claim(key));
    assert.deepEqual([lock.waitMs, await lock.noteRequest()], [0, true]);
    assert.equal((await first.claim(`${key}2`)).held, true);
    assert.equal((await second.claim(key, { takeOver: true })).held, true);
    assert.deepEqual(windows.log.lines, Array(2).fill('Windows can’t share pairings (ENOTDIR).'));
  });

  it('are all granted if there is no folder', async () => {
    const { machine, log } = windows;
    const nowhere = new Locks({ folder: undefined, window: 'acme', machine, log });
    assert.equal((await nowhere.claim(key)).held, true);
    assert.equal(log.lines.length, 1);
    assert.equal(machine.timers, 0);
  });

  it('are not blocked for long by the unfinished change of a crashed window', async () => {
    const first = windows.window('acme');
    const lock = held(await first.claim(key));
    const file = await windows.file();
    await lock.release();
    await writeFile(`${file}.lock`, '');
    assert.equal((await first.claim(key)).held, true);
  });

  it('are granted if the unfinished change of a crashed window can’t be removed, instead of waiting forever', async () => {
    const first = windows.window('acme');
    const lock = held(await first.claim(key));
    const file = await windows.file();
    await lock.release();
    await mkdir(`${file}.lock`);
    assert.equal((await first.claim(key)).held, true);
    assert.match(windows.log.lines.join(), /^Windows can’t share pairings \((EISDIR|EPERM)\)\.$/);
  });

  it('of crashed windows are swept with the first claim of another window', async () => {
    for (const crashed of ['one', 'two']) await windows.window(crashed).claim(`${key} of ${crashed}`);
    await windows.window('acme').claim(key);
    assert.equal((await readdir(windows.folder)).length, 3);
    windows.machine.jump(staleTime + 1);
    await windows.window('other').claim(key, { takeOver: true });
    await until(async () => (await readdir(windows.folder)).length === 1);
  });

  it('need no timer while no lock is held or followed', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    assert.equal(windows.machine.timers, 2);
    waiting.dispose();
    await lock.release();
    assert.equal(windows.machine.timers, 0);
  });

  it('are checked on time, even if other locks are claimed and released meanwhile', async () => {
    const first = windows.window('acme');
    await first.claim(key);
    const file = await windows.file();
    for (let passed = 0; passed < checkInterval; passed += checkInterval / 4) {
      await held(await first.claim(`${key}2`)).release();
      await windows.machine.pass(checkInterval / 4);
    }
    await until(async () => (await stat(file)).mtimeMs === windows.machine.wall());
  });

  it('are not followed after they are lost if nothing listens', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    await first.claim(key);
    const lock = held(await second.claim(key, { takeOver: true }));
    await windows.afterCheck(() => windows.machine.timers === 1);
    await windows.machine.pass(requestGap);
    await lock.release();
    assert.equal(windows.machine.timers, 0);
  });

  it('never have two holders, whatever windows do at the same time', async () => {
    const step = fc.record({ window: fc.nat(2), action: fc.constantFrom('claim', 'takeOver', 'release') });
    const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rounds, async (plan) => {
        const folder = await mkdtemp(path.join(windows.root, 'run-'));
        const three = ['a', 'b', 'c'].map((name) => windows.window(name, folder));
        const holders = new Map<number, HeldLock>();
        const shares: { readonly window: number; readonly claim: HeldLock }[] = [];
        for (const round of plan) {
          await Promise.all(
            round.map(async (each) => {
              if (each.action === 'release') {
                const before = holders.get(each.window);
                const mine = shares.filter(({ window }) => window === each.window);
                await Promise.all(mine.map(({ claim }) => claim.release()));
                if (holders.get(each.window) === before) holders.delete(each.window);
                return;
              }
              const claim = await three[each.window]?.claim(key, { takeOver: each.action === 'takeOver' });
              if (!claim?.held) return;
              holders.set(each.window, claim);
              shares.push({ window: each.window, claim });
              claim.onDidLose(() => {
                if (holders.get(each.window) === claim) holders.delete(each.window);
              });
            }),
          );
          const mayRequest = await Promise.all(shares.map(({ claim }) => claim.noteRequest()));
          const senders = new Set(shares.flatMap(({ window }, index) => (mayRequest[index] ? window : [])));
          assert.ok(senders.size <= 1, `${senders.size} windows may send.`);
          if (round.some(({ action }) => action === 'takeOver'))
            await windows.afterCheck(() => holders.size <= 1);
          assert.ok(holders.size <= 1, `${holders.size} holders`);
        }
        await Promise.all(three.map((each) => each.end()));
      }),
      { numRuns: 40 },
    );
  });
});
