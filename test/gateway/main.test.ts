import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { execa } from 'execa';

/** Starts the program as `npm run gateway` does. */
const program = (...args: string[]) =>
  execa(process.execPath, [path.resolve('out/test/gateway/main.mjs'), ...args], { reject: false });

describe('the gateway as a program', function () {
  this.timeout(30_000);

  it('prints its address, answers there, and stops on a signal', async () => {
    const running = program('--port', '0', '--token', 'secret', '--instance', 'ABC=linked');
    const [output] = (await once(running.stdout, 'data')) as [Buffer];
    const url = /^Endpoint +(\S+)$/m.exec(output.toString())?.[1] ?? assert.fail(output.toString());
    const response = await fetch(`${url}/v2/session/info?instance_id=ABC&access_token=secret`);
    assert.equal(response.status, 200);
    assert.match(await (await fetch(url)).text(), /<title>Stand-in gateway<\/title>/);
    running.kill('SIGTERM');
    const { exitCode, stderr } = await running;
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
  });

  it('reports in one line that its port is in use', async () => {
    const first = program('--port', '0');
    const [output] = (await once(first.stdout, 'data')) as [Buffer];
    const port = /^Endpoint .*:(\d+)$/m.exec(output.toString())?.[1] ?? assert.fail(output.toString());
    const { exitCode, stderr } = await program('--port', port);
    first.kill('SIGTERM');
    await first;
    assert.equal(exitCode, 1);
    assert.equal(
      stderr,
      `Port ${port} is in use by another program. Choose another one with --port, or --port 0 for a free one.`,
    );
  });

  it('prints its usage on request and after invalid arguments', async () => {
    const help = await program('--help');
    assert.equal(help.exitCode, 0);
    assert.match(help.stdout, /^Usage: npm run gateway/);
    const wrong = await program('--port', 'x');
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.stderr, /^--port can't be "x"\.\n\nUsage: npm run gateway/);
  });
});
