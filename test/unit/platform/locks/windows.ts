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

/** Key of the lock that most tests use. */
export const key = 'https://gateway.test\nINSTANCE0001';

/** Windows that share a real folder, on a machine whose time passes only when a test lets it pass. */
export class Windows {
  readonly machine = new FakeMachine();
  readonly log = new FakeLogger();
  /** IDs of the processes that have ended. */
  readonly ended = new Set<number>();
  readonly #open: Locks[] = [];

  private constructor(readonly root: string) {}

  static async open(): Promise<Windows> {
    return new Windows(await mkdtemp(path.join(tmpdir(), 'locks-')));
  }

  get folder(): string {
    return path.join(this.root, 'made', 'locks');
  }

  /** Opens a window. Each has its own process ID: 1 for the first window, and so on. */
  window(name: string, folder = this.folder): Locks {
    const { machine, log } = this;
    const pid = this.#open.length + 1;
    const locks = new Locks({
      folder,
      window: name,
      machine,
      log,
      pid,
      isRunning: (id) => !this.ended.has(id),
    });
    this.#open.push(locks);
    return locks;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((locks) => locks.end()));
    // A removal that a released lock has begun may still be under way.
    await rm(this.root, { recursive: true, maxRetries: 5 });
  }

  /** Lets the time until the next check pass. */
  async passCheckInterval(): Promise<void> {
    await this.machine.pass(checkInterval);
  }

  /** Waits until the next check has made a condition true. */
  async afterCheck(condition: () => boolean | Promise<boolean>): Promise<void> {
    await this.passCheckInterval();
    await until(condition);
  }

  /** Path of the only lock file. */
  async file(): Promise<string> {
    // Ignore the files of a change in progress.
    const names = (await readdir(this.folder)).filter((name) => name.endsWith('.json'));
    assert.equal(names.length, 1, names.join());
    return path.join(this.folder, names[0] ?? '');
  }

  /** The content of the only lock file. */
  async record(): Promise<Record<string, unknown>> {
    return JSON.parse(await readFile(await this.file(), 'utf8')) as Record<string, unknown>;
  }

  /** The time of the last heartbeat in the only lock file. */
  async lastHeard(): Promise<number> {
    return (await stat(await this.file())).mtimeMs;
  }

  /** Leaves a lock file, like a window that ended without a release. */
  async leaveFile(content: string): Promise<void> {
    const window = this.window('gone');
    await window.claim(key);
    const file = await this.file();
    await window.end();
    await writeFile(file, content);
    await utimes(file, epoch / 1_000, epoch / 1_000);
  }
}

/** Asserts that this window holds the lock, and returns it. */
export function held(claim: HeldLock | OthersLock): HeldLock {
  assert.ok(claim.held, 'Another window holds it.');
  return claim;
}

/** Asserts that another window holds the lock, and returns it. */
export function others(claim: HeldLock | OthersLock): OthersLock {
  assert.ok(!claim.held, 'No other window holds it.');
  return claim;
}

/** Waits until a condition that depends on real files is true. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'The condition did not become true.');
    await sleep(5);
  }
}
