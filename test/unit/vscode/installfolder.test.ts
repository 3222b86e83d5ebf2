import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { fillFolder, removeAbandoned } from '../../vscode/installfolder';
import type { TemporaryFolder } from '../../vscode/temporaryfolder';
import { makeTemporaryFolder } from '../../vscode/temporaryfolder';

describe('the folder of an installation', () => {
  let temporary: TemporaryFolder;
  let parent: string;

  beforeEach(async () => {
    temporary = await makeTemporaryFolder('pair-whatsapp-installed-');
    parent = path.join(temporary.path, 'cache');
  });
  afterEach(() => temporary.dispose());

  const write = async (folder: string, file: string): Promise<void> => {
    await writeFile(path.join(folder, file), '');
  };

  async function found(): Promise<readonly string[]> {
    const entries = await readdir(parent, { recursive: true });
    return entries.toSorted();
  }

  it('has its name only when it is complete', async () => {
    await fillFolder(path.join(parent, 'new'), async (folder) => {
      await write(folder, 'half');
      assert.deepEqual(
        (await readdir(parent)).map((name) => name.replace(/-\w+$/, '')),
        [`installing-${process.pid}`],
      );
    });
    assert.deepEqual(await found(), ['new', 'new/half']);
  });

  it('is missing if the installation fails, so that the next one begins anew', async () => {
    const reason = new Error('There is no network.');
    const final = path.join(parent, 'broken');
    const failing = fillFolder(final, async (folder) => {
      await write(folder, 'half');
      throw reason;
    });
    await assert.rejects(failing, reason);
    assert.deepEqual(await found(), []);
    await fillFolder(final, (folder) => write(folder, 'whole'));
    assert.deepEqual(await found(), ['broken', 'broken/whole']);
  });

  it('keeps the first one’s work if two install the same', async () => {
    const final = path.join(parent, 'same');
    await fillFolder(final, async (slow) => {
      await fillFolder(final, (fast) => write(fast, 'first'));
      await write(slow, 'second');
    });
    assert.deepEqual(await found(), ['same', 'same/first']);
  });

  it('is removed if the process that filled it was killed, but not while one is filling it', async () => {
    const { stdout: ended } = await execa(process.execPath, ['--print', 'process.pid']);
    await mkdir(path.join(parent, `installing-${ended}-abcdef`, 'node_modules'), { recursive: true });
    await mkdir(path.join(parent, `installing-${process.pid}-abcdef`));
    await mkdir(path.join(parent, 'complete'));
    await removeAbandoned(parent);
    assert.deepEqual(await found(), ['complete', `installing-${process.pid}-abcdef`]);
  });
});
