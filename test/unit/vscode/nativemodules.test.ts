import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { replaceNativeModules } from '../../vscode/nativemodules';
import type { TemporaryFolder } from '../../vscode/temporaryfolder';
import { makeTemporaryFolder } from '../../vscode/temporaryfolder';

describe('the native modules of a downloaded VS Code', () => {
  let folder: TemporaryFolder;

  beforeEach(async () => {
    folder = await makeTemporaryFolder('pair-whatsapp-modules-');
  });
  afterEach(() => folder.dispose());

  const placeOf = (name: string): string => path.join(folder.path, 'node_modules', name);

  /** Writes a package whose main file has this text. */
  async function add(name: string, text: string, main = 'index.js'): Promise<void> {
    await mkdir(placeOf(name), { recursive: true });
    await writeFile(path.join(placeOf(name), 'package.json'), JSON.stringify({ name, main }));
    await writeFile(path.join(placeOf(name), main), text);
  }

  const notCompiled = "require('./build/Release/missing.node');";

  async function replace(): Promise<void> {
    await replaceNativeModules(process.execPath, [folder.path]);
  }

  it('are replaced if they don’t load', async () => {
    await add('argon2', notCompiled, 'argon2.js');
    await add('native-watchdog', notCompiled);
    await replace();
    const load = "require('argon2'); require('native-watchdog').start(process.pid);";
    await execa(process.execPath, ['--eval', load], { cwd: folder.path });
  });

  it('have a logger that VS Code can import', async () => {
    await add('@vscode/spdlog', notCompiled);
    await replace();
    const log = `
      const { setFlushOn, createAsyncRotatingLogger } = await import('@vscode/spdlog');
      setFlushOn(0);
      (await createAsyncRotatingLogger('a', 'a.log', 1000, 1)).info('a message');`;
    await execa(process.execPath, ['--input-type=module', '--eval', log], { cwd: folder.path });
    assert.equal(await readFile(path.join(folder.path, 'a.log'), 'utf8'), 'a message\n');
  });

  it('stay as they are if they load', async () => {
    const text = 'exports.isReal = true;';
    await add('argon2', text);
    await replace();
    assert.equal(await readFile(path.join(placeOf('argon2'), 'index.js'), 'utf8'), text);
  });
});
