import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Elsewhere, Lease } from '../../../../src/platform/locks/leases';
import { Leases, staleTime } from '../../../../src/platform/locks/leases';
import { beat } from '../../../../src/platform/locks/lookout';
import { FakeLogger } from '../../fakes/logger';
import { epoch, FakeMachine } from '../../fakes/machine';

const key = 'https://gateway.test\nINSTANCE0001';

describe('leases', () => {
  let root: string;
  let folder: string;
  let open: Leases[];
  let dead: Set<number>;
  let machine: FakeMachine;
  let log: FakeLogger;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'leases-'));
    folder = path.join(root, 'made', 'leases');
    open = [];
    dead = new Set();
    machine = new FakeMachine();
    log = new FakeLogger();
  });

  afterEach(async () => {
    await Promise.all(open.map((leases) => leases.end()));
    await rm(root, { recursive: true });
  });

  function window(where: string, inFolder = folder): Leases {
    const pid = open.length + 1;
    const leases = new Leases({ folder: inFolder, where, machine, log, pid, alive: (id) => !dead.has(id) });
    open.push(leases);
    return leases;
  }

  it('are given to one window, and the other learns where', async () => {
    const [first, second] = [window('acme'), window('other')];
    assert.equal((await first.claim(key)).held, true);
    assert.equal(elsewhere(await second.claim(key)).where, 'acme');
    assert.equal((await second.claim(`${key}2`)).held, true);
  });

  it('are elsewhere while another window has them, not while this one has, nor once that one is gone', async () => {
    const [first, second] = [window('acme'), window('other')];
    const seen = async (): Promise<readonly boolean[]> =>
      await Promise.all([first.isElsewhere(key), second.isElsewhere(key)]);
    assert.deepEqual(await seen(), [false, false]);
    await first.claim(key);
    assert.deepEqual(await seen(), [false, true]);
    dead.add(1);
    assert.deepEqual(await seen(), [false, false]);
    assert.equal(await window('nowhere', path.join(root, 'none')).isElsewhere(key), false);
  });

  it('go to one of many that claim at once', async () => {
    const windows = Array.from({ length: 8 }, (_, index) => window(`window ${index}`));
    const claims = await Promise.all(windows.map((each) => each.claim(key)));
    assert.equal(claims.filter(({ held }) => held).length, 1);
  });

  it('go to one of many that find a stale one at once', async () => {
    await window('crashed').claim(key);
    dead.add(1);
    const windows = Array.from({ length: 8 }, (_, index) => window(`window ${index}`));
    const claims = await Promise.all(windows.map((each) => each.claim(key)));
    assert.equal(claims.filter(({ held }) => held).length, 1);
  });

  it('go back with the last claim of the window that has them', async () => {
    const [first, second] = [window('acme'), window('other')];
    const [one, other] = [held(await first.claim(key)), held(await first.claim(key))];
    await one.release();
    await one.release();
    assert.equal(elsewhere(await second.claim(key)).where, 'acme');
    await other.release();
    assert.equal((await second.claim(key)).held, true);
  });

  it('stay where an attempt follows another, and nobody sees them free in between', async () => {
    const [first, second] = [window('acme'), window('other')];
    const lease = held(await first.claim(key));
    const waiting = elsewhere(await second.claim(key));
    let changes = 0;
    waiting.onDidChange(() => changes++);
    const [name = ''] = await readdir(folder);
    const { ino } = await stat(path.join(folder, name));
    for (let again = 0; again < 5; again++) {
      const next = first.claim(key);
      await (again === 0 ? lease.release() : undefined);
      held(await next);
    }
    await sleep(50);
    assert.deepEqual([changes, (await stat(path.join(folder, name))).ino], [0, ino]);
  });

  it('keep no secret, nor which instance they are for', async () => {
    await window('acme').claim(key);
    const [name = ''] = await readdir(folder);
    assert.match(name, /^[0-9a-f]{32}\.json$/);
    const kept = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as object;
    assert.deepEqual(Object.keys(kept), ['owner', 'where', 'pid', 'host']);
    assert.doesNotMatch(JSON.stringify(kept), /INSTANCE0001|gateway/);
  });

  it('are free once they are given back, which the one that waits is told', async () => {
    const [first, second] = [window('acme'), window('other')];
    const lease = held(await first.claim(key));
    const waiting = elsewhere(await second.claim(key));
    await lease.release();
    await until(() => waiting.where === undefined);
    assert.deepEqual(await readdir(folder), []);
    assert.equal((await second.claim(key)).held, true);
  });

  it('are followed after that too: whoever has one again is told of', async () => {
    const [first, second, third] = [window('acme'), window('other'), window('third')];
    const lease = held(await first.claim(key));
    const waiting = elsewhere(await second.claim(key));
    await lease.release();
    await until(() => waiting.where === undefined);
    const again = held(await first.claim(key));
    await until(() => waiting.where === 'acme');
    await again.release();
    await until(() => waiting.where === undefined);
    await third.claim(key);
    await until(() => waiting.where === 'third');
    waiting.dispose();
  });

  it('are followed without a timer while nobody has them', async () => {
    const [first, second] = [window('acme'), window('other')];
    const lease = held(await first.claim(key));
    const waiting = elsewhere(await second.claim(key));
    await lease.release();
    await until(() => waiting.where === undefined);
    assert.equal(machine.timers, 0);
    await first.claim(key);
    await until(() => waiting.where === 'acme');
    assert.equal(machine.timers, 2);
  });

  it('are taken over, which the one that had it is told, and the window after next too', async () => {
    const [first, second, third] = [window('acme'), window('other'), window('third')];
    const lease = held(await first.claim(key));
    const waiting = elsewhere(await third.claim(key));
    const lost: Elsewhere[] = [];
    lease.onDidLose((to) => lost.push(to));
    assert.equal((await second.claim(key, true)).held, true);
    await until(() => lost.length > 0 && waiting.where === 'other');
    assert.equal(lost[0]?.where, 'other');
    await lease.release();
    assert.equal(elsewhere(await third.claim(key)).where, 'other');
  });

  it('are lost where a heartbeat meets the take-over', async () => {
    const [first, second] = [window('acme'), window('other')];
    const lease = held(await first.claim(key));
    let lost = 0;
    lease.onDidLose(() => lost++);
    // A heartbeat that meets the change is not to win it back.
    await Promise.all([second.claim(key, true), machine.pass(beat)]);
    await until(() => lost === 1);
    assert.equal(elsewhere(await first.claim(key)).where, 'other');
  });

  it('outlive the time after which they would be stale, with a heartbeat', async () => {
    const [first, second] = [window('acme'), window('other')];
    await first.claim(key);
    for (let passed = 0; passed < 2 * staleTime; passed += beat) {
      await machine.pass(beat);
      await until(async () => (await lastHeard()) === machine.wall());
    }
    assert.equal((await second.claim(key)).held, false);
  });

  it('are free when their window was not heard of for long', async () => {
    await window('crashed').claim(key);
    machine.jump(staleTime + 1);
    assert.equal((await window('other').claim(key)).held, true);
  });

  it('are free at once when their process is gone', async () => {
    await window('crashed').claim(key);
    const waiting = elsewhere(await window('other').claim(key));
    dead.add(1);
    assert.equal((await window('third').claim(key)).held, true);
    await until(() => waiting.where === 'third');
  });

  it('are free within a beat for the one that follows them when their process is gone', async () => {
    const waiting = elsewhere(await (await behind(hostname())).claim(key));
    dead.add(1);
    await machine.pass(beat);
    await until(() => waiting.where === undefined);
  });

  it('are free when their machine was not heard of for two beats more than is usual', async () => {
    const waiting = elsewhere(await (await behind('far away')).claim(key));
    for (let passed = 0; passed < staleTime + 2 * beat; passed += beat) {
      await machine.pass(beat);
      await sleep(20);
    }
    // A look at a real file may take longer than its beat.
    await until(async () => {
      await machine.pass(beat);
      return waiting.where === undefined;
    });
  });

  /** A window that comes after one of a machine that left without a word. */
  async function behind(host: string): Promise<Leases> {
    const gone = window('gone');
    await gone.claim(key);
    const [name = ''] = await readdir(folder);
    await gone.end();
    await writeFile(path.join(folder, name), JSON.stringify({ owner: 'gone', where: 'gone', pid: 1, host }));
    await utimes(path.join(folder, name), epoch / 1_000, epoch / 1_000);
    return window('other');
  }

  it('are not taken for stale by one that woke from sleep first', async () => {
    const [first, second] = [window('acme'), window('other')];
    await first.claim(key);
    const waiting = elsewhere(await second.claim(key));
    machine.jump(3_600_000);
    await machine.pass(beat);
    await until(async () => (await lastHeard()) === machine.wall());
    await machine.pass(beat);
    await until(async () => (await lastHeard()) === machine.wall());
    assert.equal(waiting.where, 'acme');
  });

  it('come back when someone has tidied up', async () => {
    const first = window('acme');
    await first.claim(key);
    for (const name of await readdir(folder)) await rm(path.join(folder, name));
    await until(async () => (await readdir(folder)).some((name) => name.endsWith('.json')));
    assert.equal((await window('other').claim(key)).held, false);
  });

  for (const broken of ['', '{', 'null', '[]', '{"owner":7,"where":{},"pid":"1","host":null}'])
    it(`are a stranger’s, until they are stale, in a file that says ${broken || 'nothing'}`, async () => {
      const first = window('acme');
      await held(await first.claim(key)).release();
      await first.claim(key);
      const [name = ''] = await readdir(folder);
      await first.end();
      await writeFile(path.join(folder, name), broken);
      await utimes(path.join(folder, name), epoch / 1_000, epoch / 1_000);
      assert.equal(elsewhere(await window('other').claim(key)).where, '');
      machine.jump(staleTime + 1);
      assert.equal((await window('third').claim(key)).held, true);
    });

  it('show no control signs, and not more of a name than is of use', async () => {
    const first = window(`a\u202e\n${'b'.repeat(200)}`);
    await first.claim(key);
    assert.equal(elsewhere(await window('other').claim(key)).where, `a${'b'.repeat(79)}`);
  });

  it('are all granted where none can be kept, which is logged once and by name', async () => {
    const file = path.join(root, 'file');
    await writeFile(file, '');
    const [first, second] = [window('acme', path.join(file, 'in')), window('other', path.join(file, 'in'))];
    assert.equal((await first.claim(key)).held, true);
    assert.equal((await first.claim(`${key}2`)).held, true);
    assert.equal((await second.claim(key, true)).held, true);
    assert.deepEqual(log.lines, Array(2).fill('Windows can’t share pairings (ENOTDIR).'));
  });

  it('are all granted where no file can be', async () => {
    const nowhere = new Leases({ folder: undefined, where: 'acme', machine, log });
    assert.equal((await nowhere.claim(key)).held, true);
    assert.equal(log.lines.length, 1);
    assert.equal(machine.timers, 0);
  });

  it('are not held up for long by a lock that a crash has left', async () => {
    const first = window('acme');
    const lease = held(await first.claim(key));
    const [name = ''] = await readdir(folder);
    await lease.release();
    await writeFile(path.join(folder, `${name}.lock`), '');
    assert.equal((await first.claim(key)).held, true);
  });

  it('are granted where a lock can’t be taken away, rather than awaited for ever', async () => {
    const first = window('acme');
    const lease = held(await first.claim(key));
    const [name = ''] = await readdir(folder);
    await lease.release();
    await mkdir(path.join(folder, `${name}.lock`));
    assert.equal((await first.claim(key)).held, true);
    assert.match(log.lines.join(), /^Windows can’t share pairings \((EISDIR|EPERM)\)\.$/);
  });

  it('need no timer while there are none', async () => {
    const [first, second] = [window('acme'), window('other')];
    const lease = held(await first.claim(key));
    const waiting = elsewhere(await second.claim(key));
    assert.equal(machine.timers, 2);
    waiting.dispose();
    await lease.release();
    assert.equal(machine.timers, 0);
  });

  it('are not followed once they are lost where nobody wants to know to whom', async () => {
    const [first, second] = [window('acme'), window('other')];
    await first.claim(key);
    const lease = held(await second.claim(key, true));
    await until(() => machine.timers === 1);
    await lease.release();
    assert.equal(machine.timers, 0);
  });

  it('never have two holders, whatever windows do at once', async () => {
    const act = fc.record({ window: fc.nat(2), deed: fc.constantFrom('claim', 'takeOver', 'release') });
    const rounds = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rounds, async (plan) => {
        const inFolder = await mkdtemp(path.join(root, 'run-'));
        const windows = [window('a', inFolder), window('b', inFolder), window('c', inFolder)];
        const leases = new Map<number, Lease>();
        const shares: { readonly window: number; readonly claim: Lease }[] = [];
        for (const round of plan) {
          await Promise.all(
            round.map(async (each) => {
              if (each.deed === 'release') {
                const given = leases.get(each.window);
                const mine = shares.filter(({ window: of }) => of === each.window);
                await Promise.all(mine.map(({ claim }) => claim.release()));
                if (leases.get(each.window) === given) leases.delete(each.window);
                return;
              }
              const claim = await windows[each.window]?.claim(key, each.deed === 'takeOver');
              if (!claim?.held) return;
              leases.set(each.window, claim);
              shares.push({ window: each.window, claim });
              claim.onDidLose(() => {
                if (leases.get(each.window) === claim) leases.delete(each.window);
              });
            }),
          );
          const takenOver = round.some(({ deed }) => deed === 'takeOver');
          if (takenOver) await until(() => leases.size <= 1);
          assert.ok(leases.size <= 1, `${leases.size} holders`);
        }
        await Promise.all(windows.map((each) => each.end()));
      }),
      { numRuns: 40 },
    );
  });

  async function lastHeard(): Promise<number | undefined> {
    const [name] = await readdir(folder);
    return name === undefined ? undefined : (await stat(path.join(folder, name))).mtimeMs;
  }
});

function held(claim: Lease | Elsewhere): Lease {
  assert.ok(claim.held, 'Another window has it.');
  return claim;
}

function elsewhere(claim: Lease | Elsewhere): Elsewhere {
  assert.ok(!claim.held, 'No other window has it.');
  return claim;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'It did not come to that.');
    await sleep(5);
  }
}
