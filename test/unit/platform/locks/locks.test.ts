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

  it('are given to one window, and the other learns which', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    assert.equal((await first.claim(key)).held, true);
    assert.equal(others(await second.claim(key)).by, 'acme');
    assert.equal((await second.claim(`${key}2`)).held, true);
  });

  it('are held elsewhere while another window has them, not while this one has, nor once that one is gone', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const seen = async (): Promise<readonly boolean[]> =>
      await Promise.all([first.isHeldByOther(key), second.isHeldByOther(key)]);
    assert.deepEqual(await seen(), [false, false]);
    await first.claim(key);
    assert.deepEqual(await seen(), [false, true]);
    windows.dead.add(1);
    assert.deepEqual(await seen(), [false, false]);
    const nowhere = windows.window('nowhere', path.join(windows.root, 'none'));
    assert.equal(await nowhere.isHeldByOther(key), false);
  });

  it('go to one of many that claim at once', async () => {
    const many = Array.from({ length: 8 }, (_, index) => windows.window(`window ${index}`));
    const claims = await Promise.all(many.map((each) => each.claim(key)));
    assert.equal(claims.filter((claim) => claim.held).length, 1);
  });

  it('go to one of many that find a stale one at once', async () => {
    await windows.window('crashed').claim(key);
    windows.dead.add(1);
    const many = Array.from({ length: 8 }, (_, index) => windows.window(`window ${index}`));
    const claims = await Promise.all(many.map((each) => each.claim(key)));
    assert.equal(claims.filter((claim) => claim.held).length, 1);
  });

  it('are released with the last claim of the window that holds them', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const [one, other] = [held(await first.claim(key)), held(await first.claim(key))];
    await one.release();
    await one.release();
    assert.equal(others(await second.claim(key)).by, 'acme');
    await other.release();
    assert.equal((await second.claim(key)).held, true);
  });

  it('stay where a pairing follows another, and nobody sees them free in between', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    let lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    let changes = 0;
    waiting.onDidChange(() => changes++);
    const { ino } = await stat(await windows.file());
    for (let again = 0; again < 5; again++) {
      const next = first.claim(key);
      await Promise.all([lock.release(), windows.look()]);
      lock = held(await next);
    }
    await sleep(50);
    assert.deepEqual([changes, (await stat(await windows.file())).ino], [0, ino]);
  });

  it('keep no secret, nor which instance they are for', async () => {
    await windows.window('acme').claim(key);
    assert.match(path.basename(await windows.file()), /^[0-9a-f]{32}\.json$/);
    const record = await windows.record();
    assert.deepEqual(Object.keys(record), ['owner', 'window', 'pid', 'host', 'requestAt']);
    assert.doesNotMatch(JSON.stringify(record), /INSTANCE0001|gateway/);
  });

  it('are free once they are released, which the next look tells those that follow them', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    await lock.release();
    await windows.soon(() => waiting.by === undefined);
    assert.deepEqual(await readdir(windows.folder), []);
    assert.equal((await second.claim(key)).held, true);
  });

  it('are followed after that too, until somebody has them again', async () => {
    const [first, second, third] = ['acme', 'other', 'third'].map((name) => windows.window(name)) as [
      Locks,
      Locks,
      Locks,
    ];
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    await lock.release();
    await windows.soon(() => waiting.by === undefined);
    const again = held(await first.claim(key));
    await windows.machine.pass(10_000);
    await until(() => waiting.by === 'acme');
    await again.release();
    await windows.soon(() => waiting.by === undefined);
    await third.claim(key);
    await windows.machine.pass(10_000);
    await until(() => waiting.by === 'third');
    waiting.dispose();
  });

  it('are looked at seldom while nobody has them', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    await lock.release();
    await windows.soon(() => waiting.by === undefined);
    assert.equal(windows.machine.timers, 1);
    await first.claim(key);
    await windows.machine.pass(9_900);
    await sleep(50);
    assert.equal(waiting.by, undefined);
    await windows.machine.pass(100);
    await until(() => waiting.by === 'acme');
    assert.equal(windows.machine.timers, 2);
  });

  it('are taken over, which the next look tells the window that held them, and the one that follows too', async () => {
    const first = windows.window('acme');
    const second = windows.window('other');
    const third = windows.window('third');
    const lock = held(await first.claim(key));
    const waiting = others(await third.claim(key));
    const lost: OthersLock[] = [];
    lock.onDidLose((to) => lost.push(to));
    assert.equal((await second.claim(key, true)).held, true);
    await windows.soon(() => lost.length > 0 && waiting.by === 'other');
    assert.deepEqual(
      lost.map(({ by }) => by),
      ['other'],
    );
    await lock.release();
    assert.equal(others(await third.claim(key)).by, 'other');
  });

  it('are lost where a heartbeat meets the take-over', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lock = held(await first.claim(key));
    let lost = 0;
    lock.onDidLose(() => lost++);
    // A heartbeat that meets the change must not win it back.
    await Promise.all([second.claim(key, true), windows.look()]);
    await windows.soon(() => lost === 1);
    assert.equal(others(await first.claim(key)).by, 'other');
  });

  it('are lost for each claim that holds them, and each follows by itself what becomes of them', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lost: OthersLock[] = [];
    const released: OthersLock[] = [];
    const early = held(await first.claim(key));
    early.onDidLose((to) => released.push(to));
    for (let claim = 0; claim < 2; claim++) held(await first.claim(key)).onDidLose((to) => lost.push(to));
    await early.release();
    const taken = held(await second.claim(key, true));
    await windows.soon(() => lost.length === 2);
    lost[0]?.dispose();
    await taken.release();
    await windows.soon(() => lost[1]?.by === undefined);
    assert.equal(lost[0]?.by, 'other');
    assert.deepEqual(released, []);
  });

  it('outlive the time after which they would be stale, with a heartbeat', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    await first.claim(key);
    for (let passed = 0; passed < 2 * staleTime; passed += checkInterval)
      await windows.soon(async () => (await windows.lastHeard()) === windows.machine.wall());
    assert.equal((await second.claim(key)).held, false);
  });

  it('are free when their window was not heard of for long', async () => {
    await windows.window('crashed').claim(key);
    windows.machine.jump(staleTime + 1);
    assert.equal((await windows.window('other').claim(key)).held, true);
  });

  it('are free at once when their process has ended', async () => {
    await windows.window('crashed').claim(key);
    const waiting = others(await windows.window('other').claim(key));
    windows.dead.add(1);
    assert.equal((await windows.window('third').claim(key)).held, true);
    await windows.soon(() => waiting.by === 'third');
  });

  it('are free at the next look of those that follow them when their process has ended', async () => {
    await windows.leave(left(hostname()));
    const waiting = others(await windows.window('other').claim(key));
    windows.dead.add(1);
    await windows.soon(() => waiting.by === undefined);
  });

  it('are free when their machine was not heard of for two looks more than usual', async () => {
    await windows.leave(left('far away'));
    const waiting = others(await windows.window('other').claim(key));
    for (let passed = 0; passed < staleTime + 2 * checkInterval; passed += checkInterval) {
      await windows.look();
      await sleep(20);
    }
    // A look at a real file may take longer than its interval.
    await until(async () => {
      await windows.look();
      return waiting.by === undefined;
    });
  });

  /** What a window leaves that ends without a word. */
  function left(host: string): string {
    return JSON.stringify({ owner: 'gone', window: 'gone', pid: 1, host, requestAt: 0 });
  }

  it('are not taken for stale by a window that woke from sleep first', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    await first.claim(key);
    const waiting = others(await second.claim(key));
    windows.machine.jump(3_600_000);
    for (let looks = 0; looks < 2; looks++)
      await windows.soon(async () => (await windows.lastHeard()) === windows.machine.wall());
    assert.equal(waiting.by, 'acme');
  });

  it('come back when someone has tidied up', async () => {
    await windows.window('acme').claim(key);
    await rm(await windows.file());
    await windows.soon(async () => (await readdir(windows.folder)).some((name) => name.endsWith('.json')));
    assert.equal((await windows.window('other').claim(key)).held, false);
  });

  for (const broken of [
    '',
    '{',
    'null',
    '[]',
    '{"owner":7,"window":{},"pid":"1","host":null,"requestAt":"now"}',
  ])
    it(`belong to a stranger, until they are stale, in a file that says ${broken || 'nothing'}`, async () => {
      await windows.leave(broken);
      assert.equal(others(await windows.window('other').claim(key)).by, '');
      windows.machine.jump(staleTime + 1);
      assert.equal((await windows.window('third').claim(key)).held, true);
    });

  it('show no control characters, and no more of a name than is of use', async () => {
    await windows.window(`a\u202e\n${'b'.repeat(200)}`).claim(key);
    assert.equal(others(await windows.window('other').claim(key)).by, `a${'b'.repeat(79)}`);
  });

  it('are all granted where no file can be kept, which is logged once and by name', async () => {
    const file = path.join(windows.root, 'file');
    await writeFile(file, '');
    const [first, second] = [
      windows.window('acme', path.join(file, 'in')),
      windows.window('other', path.join(file, 'in')),
    ];
    const lock = held(await first.claim(key));
    assert.deepEqual([lock.waitMs, await lock.noteRequest()], [0, true]);
    assert.equal((await first.claim(`${key}2`)).held, true);
    assert.equal((await second.claim(key, true)).held, true);
    assert.deepEqual(windows.log.lines, Array(2).fill('Windows can’t share pairings (ENOTDIR).'));
  });

  it('are all granted where there is no folder', async () => {
    const { machine, log } = windows;
    const nowhere = new Locks({ folder: undefined, window: 'acme', machine, log });
    assert.equal((await nowhere.claim(key)).held, true);
    assert.equal(log.lines.length, 1);
    assert.equal(machine.timers, 0);
  });

  it('are not held up for long by a change that a crash has left', async () => {
    const first = windows.window('acme');
    const lock = held(await first.claim(key));
    const file = await windows.file();
    await lock.release();
    await writeFile(`${file}.lock`, '');
    assert.equal((await first.claim(key)).held, true);
  });

  it('are granted where a change that was left can’t be removed, rather than awaited for ever', async () => {
    const first = windows.window('acme');
    const lock = held(await first.claim(key));
    const file = await windows.file();
    await lock.release();
    await mkdir(`${file}.lock`);
    assert.equal((await first.claim(key)).held, true);
    assert.match(windows.log.lines.join(), /^Windows can’t share pairings \((EISDIR|EPERM)\)\.$/);
  });

  it('of windows that crashed are swept with the first claim of another', async () => {
    for (const crashed of ['one', 'two']) await windows.window(crashed).claim(`${key} of ${crashed}`);
    await windows.window('acme').claim(key);
    assert.equal((await readdir(windows.folder)).length, 3);
    windows.machine.jump(staleTime + 1);
    await windows.window('other').claim(key, true);
    await until(async () => (await readdir(windows.folder)).length === 1);
  });

  it('need no timer while there are none', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    const lock = held(await first.claim(key));
    const waiting = others(await second.claim(key));
    assert.equal(windows.machine.timers, 2);
    waiting.dispose();
    await lock.release();
    assert.equal(windows.machine.timers, 0);
  });

  it('are looked at on time, whatever else is claimed and released meanwhile', async () => {
    const first = windows.window('acme');
    await first.claim(key);
    const file = await windows.file();
    for (let passed = 0; passed < checkInterval; passed += checkInterval / 4) {
      await held(await first.claim(`${key}2`)).release();
      await windows.machine.pass(checkInterval / 4);
    }
    await until(async () => (await stat(file)).mtimeMs === windows.machine.wall());
  });

  it('are not followed once they are lost where nobody wants to know to whom', async () => {
    const [first, second] = [windows.window('acme'), windows.window('other')];
    await first.claim(key);
    const lock = held(await second.claim(key, true));
    await windows.soon(() => windows.machine.timers === 1);
    await windows.machine.pass(requestGap);
    await lock.release();
    assert.equal(windows.machine.timers, 0);
  });

  it('never have two holders, whatever windows do at once', async () => {
    const act = fc.record({ window: fc.nat(2), deed: fc.constantFrom('claim', 'takeOver', 'release') });
    const rounds = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rounds, async (plan) => {
        const folder = await mkdtemp(path.join(windows.root, 'run-'));
        const three = ['a', 'b', 'c'].map((name) => windows.window(name, folder));
        const holders = new Map<number, HeldLock>();
        const shares: { readonly window: number; readonly claim: HeldLock }[] = [];
        for (const round of plan) {
          await Promise.all(
            round.map(async (each) => {
              if (each.deed === 'release') {
                const given = holders.get(each.window);
                const mine = shares.filter(({ window }) => window === each.window);
                await Promise.all(mine.map(({ claim }) => claim.release()));
                if (holders.get(each.window) === given) holders.delete(each.window);
                return;
              }
              const claim = await three[each.window]?.claim(key, each.deed === 'takeOver');
              if (!claim?.held) return;
              holders.set(each.window, claim);
              shares.push({ window: each.window, claim });
              claim.onDidLose(() => {
                if (holders.get(each.window) === claim) holders.delete(each.window);
              });
            }),
          );
          const stamps = await Promise.all(shares.map(({ claim }) => claim.noteRequest()));
          const senders = new Set(shares.flatMap(({ window }, index) => (stamps[index] ? window : [])));
          assert.ok(senders.size <= 1, `${senders.size} windows may send.`);
          if (round.some(({ deed }) => deed === 'takeOver')) await windows.soon(() => holders.size <= 1);
          assert.ok(holders.size <= 1, `${holders.size} holders`);
        }
        await Promise.all(three.map((each) => each.end()));
      }),
      { numRuns: 40 },
    );
  });
});
