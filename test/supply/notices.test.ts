import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { makeTemporaryFolder, type TemporaryFolder } from '../vscode/temporaryfolder';
import { copyTree } from './tree';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

interface SourceMap {
  readonly sources: readonly string[];
}

const licenseFile = { dijkstrajs: 'LICENSE.md', qrcode: 'license', valibot: 'LICENSE.md' } as const;

describe('the notices', () => {
  let folder: TemporaryFolder;

  before(async () => {
    folder = await makeTemporaryFolder('pair-whatsapp-notices-');
    await copyTree(folder.path);
  });

  after(() => folder.dispose());

  it("name every package in the scripts, and every dependency, with its licence's text", async () => {
    await build(folder.path, []);
    const bundles = ['extension.js', 'attempts.js', 'panel.js', 'phonenumber.js'];
    const bundled = new Set((await Promise.all(bundles.map(packagesIn))).flat());
    assert.deepEqual([...bundled].toSorted(), Object.keys(licenseFile));

    await build(folder.path, ['--production']);
    const notices = await readFile(path.join(folder.path, 'dist', 'THIRD_PARTY_NOTICES.txt'), 'utf8');
    for (const [name, file] of Object.entries(licenseFile)) {
      const { version, license } = await json<Manifest>(`node_modules/${name}/package.json`);
      assert.ok(notices.includes(`\n${name} ${version} (${license})\n`), name);
      const text = await readFile(`node_modules/${name}/${file}`, 'utf8');
      assert.ok(notices.includes(text.trim()), `${name}'s licence`);
    }
    for (const [name, version] of Object.entries((await json<Manifest>('package.json')).dependencies)) {
      assert.ok(notices.includes(`\n${name} ${version} (`), name);
    }
  });

  it('end the build where a bundled package brings no licence', async () => {
    await withOwnPackages(folder.path);
    await rm(path.join(folder.path, 'node_modules', 'valibot', licenseFile.valibot));
    await assert.rejects(build(folder.path, ['--production']), /valibot \S+ is bundled, but .* lacks/);
  });

  /** As the source map has it, which the notices aren't made from. */
  async function packagesIn(script: string): Promise<readonly string[]> {
    const { sources } = await json<SourceMap>(path.join(folder.path, 'dist', `${script}.map`));
    return sources.flatMap((source) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
  }
});

async function build(tree: string, flags: readonly string[]): Promise<void> {
  await execa(process.execPath, ['esbuild.js', ...flags], { cwd: tree });
}

/** Replaces the link to the packages by copies of the bundled ones, and a link to what builds. */
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
