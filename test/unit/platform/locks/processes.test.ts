import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { longestTravel, requestGap } from '../../../../src/core/gateways/instancepace';
import { Locks } from '../../../../src/platform/locks/locks';
import { machine } from '../../../../src/platform/machine';
import { held, key, others } from './windows';

describe('windows in processes of their own', () => {
  let folder: string;
  let locks: Locks;
  let other: ChildProcess;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'locks-'));
    locks = new Locks({ folder, window: 'here', machine, log: { warn: (words) => assert.fail(words) } });
    other = fork(fileURLToPath(new URL('otherwindow/main.mjs', import.meta.url)), [folder, 'there']);
    assert.equal(await message(), 'held');
  });

  afterEach(async () => {
    await locks.end();
    other.kill();
    await rm(folder, { recursive: true });
  });

  /** The next message of the other window. */
  async function message(): Promise<unknown> {
    const [said] = (await once(other, 'message')) as [unknown];
    return said;
  }

  it('hold a lock one at a time, and the window that loses it sends no more requests', async () => {
    assert.equal(others(await locks.claim(key)).by, 'there');
    const taken = held(await locks.claim(key, { takeOver: true }));
    assert.ok(taken.waitMs > requestGap - 500, `${taken.waitMs} ms`);
    other.send('request');
    assert.equal(await message(), 'lost to here');
    assert.equal(await message(), 'not sent');
    assert.equal(await taken.noteRequest(), true);
  });

  it('learn from each other when the last request was sent, even from a window that was killed', async () => {
    other.send('request');
    assert.equal(await message(), 'sent');
    other.kill('SIGKILL');
    await once(other, 'exit');
    const { waitMs } = held(await locks.claim(key));
    assert.ok(waitMs > longestTravel && waitMs < requestGap + longestTravel, `${waitMs} ms`);
  });

  it('notice a takeover in time', async () => {
    const started = performance.now();
    await locks.claim(key, { takeOver: true });
    assert.equal(await message(), 'lost to here');
    assert.ok(performance.now() - started < requestGap);
  });
});
