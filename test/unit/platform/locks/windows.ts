import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkInterval } from '../../../../src/platform/locks/lock';
import type { HeldLock, OthersLock } from '../../../../src/platform/locks/locks';
import { Locks } from '../../../../src/platform/locks/locks';
import { FakeLogger } from '../../fakes/logger';
import { epoch, FakeMachine } from '../../fakes/machine';

/** Key of the lock that most tests are about. */
export const key = 'https://gateway.test\nINSTANCE0001';

/** Windows that share a real folder, on a machine whose time passes only when told to. */
export class Windows {
  readonly machine = new FakeMachine();
  readonly log = new FakeLogger();
  /** Numbers of the processes that have ended. */
  readonly dead = new Set<number>();
  readonly #open: Locks[] = [];

  private constructor(readonly root: string) {}

  static async open(): Promise<Windows> {
    return new Windows(await mkdtemp(path.join(tmpdir(), 'locks-')));
  }

  get folder(): string {
    return path.join(this.root, 'made', 'locks');
  }

  /** A window. Its process has a number of its own: 1 for the window that is opened first, and so on. */
  window(name: string, folder = this.folder): Locks {
    const { machine, log } = this;
    const pid = this.#open.length + 1;
    const locks = new Locks({
      folder,
      window: name,
      machine,
      log,
      pid,
      isRunning: (id) => !this.dead.has(id),
    });
    this.#open.push(locks);
    return locks;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((locks) => locks.end()));
    await rm(this.root, { recursive: true });
  }

  /** Lets a look's time pass. */
  async look(): Promise<void> {
    await this.machine.pass(checkInterval);
  }

  /** Waits for what the next look has to bring about. */
  async soon(condition: () => boolean | Promise<boolean>): Promise<void> {
    await this.look();
    await until(condition);
  }

  /** Path of the one file there is. */
  async file(): Promise<string> {
    // Beside it a change may be under way.
    const names = (await readdir(this.folder)).filter((name) => name.endsWith('.json'));
    assert.equal(names.length, 1, names.join());
    return path.join(this.folder, names[0] ?? '');
  }

  /** What the one file says. */
  async record(): Promise<Record<string, unknown>> {
    return JSON.parse(await readFile(await this.file(), 'utf8')) as Record<string, unknown>;
  }

  /** When the owner of the one file last gave a sign of life. */
  async lastHeard(): Promise<number> {
    return (await stat(await this.file())).mtimeMs;
  }

  /** Leaves a file for the key as a window does that ends without a word. */
  async leave(content: string): Promise<void> {
    const window = this.window('gone');
    await window.claim(key);
    const file = await this.file();
    await window.end();
    await writeFile(file, content);
    await utimes(file, epoch / 1_000, epoch / 1_000);
  }
}

/** The lock, which this window must hold. */
export function held(claim: HeldLock | OthersLock): HeldLock {
  assert.ok(claim.held, 'Another window holds it.');
  return claim;
}

/** The lock, which another window must hold. */
export function others(claim: HeldLock | OthersLock): OthersLock {
  assert.ok(!claim.held, 'No other window holds it.');
  return claim;
}

/** Waits for what real files bring about. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'It did not come to that.');
    await sleep(5);
  }
}
