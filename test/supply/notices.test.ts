import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { makeTemporaryFolder, type TemporaryFolder } from '../vscode/temporaryfolder';
import { readBundles } from './bundles';
import { copyTree } from './tree';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const licenseFile = {
  dijkstrajs: 'LICENSE.md',
  'libphonenumber-js': 'LICENSE',
  pngjs: 'LICENSE',
  qr: 'LICENSE',
  qrcode: 'license',
  valibot: 'LICENSE.md',
} as const;

describe('the notices', () => {
  let folder: TemporaryFolder;

  before(async () => {
    folder = await makeTemporaryFolder('pair-whatsapp-notices-');
    await copyTree(folder.path);
  });

  after(() => folder.dispose());

  it('name every bundled package and every dependency, with the text of its license', async () => {
    await build(folder.path, []);
    const bundles = await readBundles(path.join(folder.path, 'dist'));
    const bundled = new Set(bundles.flatMap(({ sources }) => sources.flatMap(packageOf)));
    assert.deepEqual([...bundled].toSorted(), Object.keys(licenseFile));

    await build(folder.path, ['--production']);
    const notices = await readFile(path.join(folder.path, 'dist', 'THIRD_PARTY_NOTICES.txt'), 'utf8');
    for (const [name, file] of Object.entries(licenseFile)) {
      const { version, license } = await json<Manifest>(`node_modules/${name}/package.json`);
      assert.ok(notices.includes(`\n${name} ${version} (${license})\n`), name);
      const text = await readFile(`node_modules/${name}/${file}`, 'utf8');
      assert.ok(notices.includes(text.trim()), `${name}'s license`);
    }
    for (const [name, version] of Object.entries((await json<Manifest>('package.json')).dependencies)) {
      assert.ok(notices.includes(`\n${name} ${version} (`), name);
    }
  });

  it('fail the build if a bundled package has no license text', async () => {
    await withOwnPackages(folder.path);
    await rm(path.join(folder.path, 'node_modules', 'valibot', licenseFile.valibot));
    await assert.rejects(build(folder.path, ['--production']), /valibot \S+ is bundled, but .* lacks/);
  });
});

/** The package that a source file belongs to, if it is a package's. */
function packageOf(source: string): readonly string[] {
  return /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.slice(1) ?? [];
}

async function build(tree: string, flags: readonly string[]): Promise<void> {
  await execa(process.execPath, ['esbuild.js', ...flags], { cwd: tree });
}

/** Replaces the link to the packages with copies of the bundled ones and a link to the bundler. */
async function withOwnPackages(tree: string): Promise<void> {
  const packages = path.join(tree, 'node_modules');
  await rm(packages);
  await mkdir(packages);
  for (const name of Object.keys(licenseFile)) {
    await cp(path.join('node_modules', name), path.join(packages, name), { recursive: true });
  }
  await symlink(path.resolve('node_modules/esbuild'), path.join(packages, 'esbuild'), 'junction');
}

async function json<Shape>(file: string): Promise<Shape> {
  return JSON.parse(await readFile(file, 'utf8')) as Shape;
}
