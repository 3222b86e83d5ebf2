import assert from 'node:assert/strict';
import path from 'node:path';
import { execa } from 'execa';
import { makeTemporaryFolder, type TemporaryFolder } from '../vscode/temporaryfolder';
import { readBundles } from './bundles';
import { copyTree } from './tree';

describe('the scripts of the extension host', () => {
  let folder: TemporaryFolder;

  before(async () => {
    folder = await makeTemporaryFolder('pair-whatsapp-bundles-');
    await copyTree(folder.path);
    await execa(process.execPath, ['esbuild.js'], { cwd: folder.path });
  });

  after(() => folder.dispose());

  it('share code: no source file is in two of them', async () => {
    const bundles = await readBundles(path.join(folder.path, 'dist'));
    const host = bundles.filter(({ name }) => name.endsWith('.mjs'));
    assert.ok(host.length > 5, `There are only ${host.length} scripts, so nothing is loaded lazily.`);
    const homes = new Map<string, string[]>();
    for (const { name, sources } of host)
      for (const source of new Set(sources)) homes.set(source, [...(homes.get(source) ?? []), name]);
    assert.deepEqual(
      [...homes].filter(([, names]) => names.length > 1),
      [],
    );
    assert.ok([...homes.keys()].some((source) => source.endsWith('/src/extension.ts')));
  });

  it('load neither pairing nor the instances view at activation', async () => {
    const bundles = await readBundles(path.join(folder.path, 'dist'));
    const activation = bundles.find(({ name }) => name === 'extension.mjs')?.sources ?? [];
    for (const lazy of [
      'pairing/pairingstarter',
      'pairing/panel/panel',
      'instancesview/instancesview',
      'core/pairing/transition',
    ])
      assert.ok(!activation.some((source) => source.endsWith(`/src/${lazy}.ts`)), lazy);
  });
});
