import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Uri } from 'vscode';
import { lockFolder, sweep } from '../../../../src/platform/locks/lockfolder';
import { epoch } from '../../fakes/machine';

/** The global storage as the editor describes it. Only the scheme `file` has a path. */
function storage(scheme: string): Uri {
  const found = scheme === 'file' ? { fsPath: path.join(path.sep, 'data', 'pair-whatsapp') } : {};
  return { scheme, ...found, with: (change: { scheme: string }) => storage(change.scheme) } as unknown as Uri;
}

describe('the folder for locks', () => {
  it('is in the global storage, with the scheme of a server and with that of desktop VS Code', () => {
    for (const scheme of ['file', 'vscode-userdata'])
      assert.equal(
        lockFolder(storage(scheme)),
        path.join(path.sep, 'data', 'pair-whatsapp', 'locks'),
        scheme,
      );
  });

  it('is undefined if the global storage is not a folder', () => {
    assert.equal(lockFolder(storage('vscode-web-storage')), undefined);
  });
});

describe('a sweep', () => {
  const [one, two] = [`${'1'.repeat(32)}.json`, `${'2'.repeat(32)}.json`];
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sweep-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function leave(name: string, at: number): Promise<void> {
    await writeFile(path.join(folder, name), JSON.stringify({ owner: name }));
    await utimes(path.join(folder, name), at / 1_000, at / 1_000);
  }

  it('removes files that were left, including those of a window that crashed during a change, and nothing else', async () => {
    await leave(one, epoch);
    await leave(two, epoch + 1);
    const three = `${'3'.repeat(32)}.json`;
    for (const other of [`${one}.${randomUUID()}`, `${three}.${randomUUID()}`, `${three}.lock`, 'notes'])
      await leave(other, epoch);
    await sweep(folder, ({ at }) => at === epoch);
    assert.deepEqual((await readdir(folder)).sort(), [two, 'notes']);
  });

  it('leaves a file that a window takes meanwhile', async () => {
    await leave(one, epoch);
    await leave(`${one}.lock`, epoch);
    const swept = sweep(folder, ({ at }) => at === epoch);
    await sleep(50);
    await leave(one, epoch + 1);
    await rm(path.join(folder, `${one}.lock`));
    await swept;
    assert.deepEqual(await readdir(folder), [one]);
  });

  it('does nothing if there is no folder', async () => {
    await sweep(path.join(folder, 'none'), () => true);
  });
});
