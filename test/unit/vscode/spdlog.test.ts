import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createAsyncRotatingLogger } from '../../vscode/standins/spdlog';
import type { TemporaryFolder } from '../../vscode/temporaryfolder';
import { makeTemporaryFolder } from '../../vscode/temporaryfolder';

/** How VS Code numbers its levels for the logger. */
const level = { trace: 0, debug: 1, info: 2, warning: 3, error: 4, off: 6 } as const;

describe('the stand-in for VS Code’s logger', () => {
  let folder: TemporaryFolder;
  let file: string;

  beforeEach(async () => {
    folder = await makeTemporaryFolder('pair-whatsapp-log-');
    file = path.join(folder.path, 'below', 'a.log');
  });
  afterEach(() => folder.dispose());

  async function open(maxSize = 1_000_000, maxFiles = 2) {
    const logger = await createAsyncRotatingLogger('a', file, maxSize, maxFiles);
    logger.setPattern('%Y-%m-%d %H:%M:%S.%e [%l] %v');
    return logger;
  }

  /** A file's messages, with their levels. */
  async function messages(name = 'a.log'): Promise<readonly string[]> {
    const text = await readFile(path.join(path.dirname(file), name), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^.{24}/, ''));
  }

  it('writes each message at once, with the time and the level', async () => {
    const before = Date.now();
    const logger = await open();
    logger.info('a code ü %v');
    const line = await readFile(file, 'utf8');
    const [, time = '', rest] = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) (.*)\n$/.exec(line) ?? [];
    assert.equal(rest, '[info] a code ü %v');
    const at = new Date(time.replace(' ', 'T')).getTime();
    assert.ok(at >= before && at <= Date.now(), time);
    logger.drop();
  });

  it('leaves out what is below its level, which is info at first', async () => {
    const logger = await open();
    const logAll = (): void => {
      for (const name of ['trace', 'debug', 'info', 'warn', 'error'] as const) logger[name](name);
    };
    logAll();
    logger.setLevel(level.trace);
    logAll();
    logger.setLevel(level.error);
    logAll();
    logger.setLevel(level.off);
    logAll();
    assert.deepEqual(await messages(), [
      ...['[info] info', '[warning] warn', '[error] error'],
      ...['[trace] trace', '[debug] debug', '[info] info', '[warning] warn', '[error] error'],
      '[error] error',
    ]);
    logger.drop();
  });

  it('writes messages as they are for an output channel', async () => {
    const logger = await open();
    logger.clearFormatters();
    logger.info('one ');
    logger.info('line\n');
    assert.equal(await readFile(file, 'utf8'), 'one line\n');
    logger.drop();
  });

  it('keeps what an earlier one wrote', async () => {
    for (const message of ['first', 'second']) {
      const logger = await open();
      logger.info(message);
      logger.drop();
    }
    assert.deepEqual(await messages(), ['[info] first', '[info] second']);
  });

  it('begins a new file before one gets too large, and keeps as many old ones as it should', async () => {
    const twoLines = 2 * '2000-01-01 00:00:00.000 [info] 1\n'.length;
    const logger = await open(twoLines);
    for (const message of ['1', '2', '3', '4', '5', '6', '7']) logger.info(message);
    assert.deepEqual((await readdir(path.dirname(file))).toSorted(), ['a.1.log', 'a.2.log', 'a.log']);
    assert.deepEqual(await messages('a.2.log'), ['[info] 3', '[info] 4']);
    assert.deepEqual(await messages('a.1.log'), ['[info] 5', '[info] 6']);
    assert.deepEqual(await messages(), ['[info] 7']);
    logger.drop();
  });

  it('counts what was in the file before', async () => {
    (await open()).drop();
    await writeFile(file, 'x'.repeat(100));
    const logger = await open(100);
    logger.info('next');
    assert.deepEqual(await messages(), ['[info] next']);
    assert.equal(await readFile(path.join(path.dirname(file), 'a.1.log'), 'utf8'), 'x'.repeat(100));
    logger.drop();
  });

  it('writes nothing after it was dropped', async () => {
    const logger = await open();
    logger.info('before');
    logger.drop();
    logger.info('after');
    assert.deepEqual(await messages(), ['[info] before']);
  });
});
