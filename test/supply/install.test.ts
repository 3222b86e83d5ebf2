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

/** Every package with an install script, and why the script doesn't run. */
const neverRun = {
  '@vscode/vsce-sign': 'Copies the program that signs for the Marketplace, but nothing is signed here.',
  esbuild: 'Makes its command start faster, but the build uses it as a module.',
  keytar: "Downloads or compiles a key store for vsce's tokens, but nothing is published from here.",
};

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
const locked = await lockedIn('package-lock.json');
/** The browser for machines without one. */
const browser = await lockedIn('test/vscode/chromium/package-lock.json');

describe('an installation', () => {
  it('has no install script that is not listed', () => {
    const scripted = [...locked, ...browser].filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = scripted.map(([place]) => place.replace(/^.*node_modules\//, ''));
    assert.deepEqual([...new Set(names)].toSorted(), Object.keys(neverRun));
  });

  it('runs none of the listed scripts, not even manually', () => {
    const denied = Object.fromEntries(Object.keys(neverRun).map((name) => [name, false]));
    assert.deepEqual(manifest.allowScripts, denied);
  });

  it('runs no script if npm start or npm test installs', async () => {
    const folder = await makeTemporaryFolder('pair-whatsapp-install-');
    try {
      const args = await argumentsOfNpm(folder.path);
      assert.deepEqual(args.slice(0, 2), ['ci', '--ignore-scripts']);
    } finally {
      await folder.dispose();
    }
  });

  it('installs exactly what was checked, from any registry', () => {
    for (const [place, { resolved, integrity }] of [...locked, ...browser]) {
      assert.match(integrity ?? '', /^sha512-/, place);
      assert.equal(resolved, undefined, place);
    }
  });
});

/** The packages in a lockfile, without the project itself. */
async function lockedIn(file: string): Promise<readonly [string, Locked][]> {
  const { packages } = JSON.parse(await readFile(file, 'utf8')) as Lockfile;
  return Object.entries(packages).filter(([place]) => place !== '');
}

/** The arguments that the setup passes to npm in a new checkout; a fake npm records them. */
async function argumentsOfNpm(folder: string): Promise<readonly string[]> {
  const [npm, args] = [path.join(folder, 'npm'), path.join(folder, 'args')];
  await writeFile(npm, `#!/bin/sh\nprintf '%s\\n' "$@" >'${args}'\n`);
  await chmod(npm, 0o755);
  await writeFile(path.join(folder, 'package-lock.json'), '{}');
  const env = { PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}` };
  // The setup fails, because nothing was installed.
  await execa(process.execPath, [path.resolve('test/setup.mjs')], { cwd: folder, env, reject: false });
  return (await readFile(args, 'utf8')).split('\n');
}
