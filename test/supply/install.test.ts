import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { makeTemporaryFolder } from '../vscode/temporaryfolder';

interface Lockfile {
  readonly packages: Readonly<Record<string, Locked>>;
}

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

interface Manifest {
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

/** Every package that brings a script to be run when it is installed, and why it isn't run. */
const notRun = {
  '@vscode/vsce-sign': 'Copies the program that signs for the Marketplace; nothing is signed here.',
  esbuild: 'Makes its command start faster; the build calls it as a module.',
  keytar: "Fetches or compiles a key store for vsce's tokens; nothing is published from here.",
};

const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as Lockfile;
const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
const locked = Object.entries(packages).filter(([place]) => place !== '');

describe('an installation', () => {
  it('has no script that is not listed', () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = scripted.map(([place]) => place.replace(/^.*node_modules\//, ''));
    assert.deepEqual([...new Set(names)].toSorted(), Object.keys(notRun));
  });

  it('runs none of those listed, by hand either', () => {
    const denied = Object.fromEntries(Object.keys(notRun).map((name) => [name, false]));
    assert.deepEqual(manifest.allowScripts, denied);
  });

  it('runs none where npm start and npm test make it', async () => {
    const folder = await makeTemporaryFolder('pair-whatsapp-install-');
    try {
      const asked = await argumentsOfNpm(folder.path);
      assert.deepEqual(asked.slice(0, 2), ['ci', '--ignore-scripts']);
    } finally {
      await folder.dispose();
    }
  });

  it('takes what was checked, from whichever registry it is told to', () => {
    for (const [place, { resolved, integrity }] of locked) {
      assert.match(integrity ?? '', /^sha512-/, place);
      assert.equal(resolved, undefined, place);
    }
  });
});

/** What the setup asks npm for in a new checkout: an npm of ours writes it down. */
async function argumentsOfNpm(folder: string): Promise<readonly string[]> {
  const [npm, asked] = [path.join(folder, 'npm'), path.join(folder, 'asked')];
  await writeFile(npm, `#!/bin/sh\nprintf '%s\\n' "$@" >'${asked}'\n`);
  await chmod(npm, 0o755);
  await writeFile(path.join(folder, 'package-lock.json'), '{}');
  const env = { PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}` };
  // It ends in complaint: nothing was installed.
  await execa(process.execPath, [path.resolve('test/setup.mjs')], { cwd: folder, env, reject: false });
  return (await readFile(asked, 'utf8')).split('\n');
}
