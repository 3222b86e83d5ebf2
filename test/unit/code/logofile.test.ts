import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { LogoProblem } from '../../../src/core/code/logo';
import { logoFile } from '../../../src/code/logofile';
import { makeTemporaryFolder, type TemporaryFolder } from '../../vscode/temporaryfolder';

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

describe('a logo file', () => {
  let folder: TemporaryFolder;

  before(async () => {
    folder = await makeTemporaryFolder('pair-whatsapp-logo-');
    await mkdir(place('art'));
    await writeFile(place('art', 'logo.svg'), svg);
    await writeFile(place('large.svg'), svg.padEnd(10 * 1_024 * 1_024));
    await writeFile(place('page.svg'), '<html></html>');
  });

  after(() => folder.dispose());

  it('is found by its absolute path, and relative to the folder', async () => {
    const uri = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    assert.deepEqual(await logoFile(place('art', 'logo.svg'), undefined), { ok: true, uri });
    assert.deepEqual(await logoFile('art/logo.svg', folder.path), { ok: true, uri });
  });

  it('is rejected for its content or its location', async () => {
    await refuses('art/logo.svg', 'folder');
    await refuses('//server/logo.svg', 'place');
    await refuses('https://server.test/logo.svg', 'place');
    await refuses('none.svg', 'unreadable');
    await refuses('art', 'noFile');
    await refuses('large.svg', 'tooLarge');
    await refuses('page.svg', 'form');
  });

  if (process.platform !== 'win32') {
    it('can’t be a pipe, a device or a link to one', async () => {
      await promisify(execFile)('mkfifo', [place('pipe.svg')]);
      await symlink('/dev/zero', place('endless.svg'));
      await symlink(place('pipe.svg'), place('linked.svg'));
      for (const name of ['pipe.svg', 'endless.svg', 'linked.svg', '/dev/zero'])
        await refuses(name, 'noFile');
    });
  }

  function place(...names: string[]): string {
    return path.join(folder.path, ...names);
  }

  async function refuses(named: string, problem: LogoProblem): Promise<void> {
    assert.deepEqual(await logoFile(named, problem === 'folder' ? undefined : folder.path), {
      ok: false,
      problem,
    });
  }
});
