import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { execa } from 'execa';

/** The program as `npm run gateway` starts it. */
const program = (...args: string[]) =>
  execa(process.execPath, [path.resolve('out/test/gateway/main.mjs'), ...args], { reject: false });

describe('the gateway as a program', function () {
  this.timeout(30_000);

  it('prints where it is, answers there, and ends on a signal', async () => {
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

  it('says in one sentence that its port is taken', async () => {
    const first = program('--port', '0');
    const [output] = (await once(first.stdout, 'data')) as [Buffer];
    const port = /^Endpoint .*:(\d+)$/m.exec(output.toString())?.[1] ?? assert.fail(output.toString());
    const { exitCode, stderr } = await program('--port', port);
    first.kill('SIGTERM');
    await first;
    assert.equal(exitCode, 1);
    assert.equal(
      stderr,
      `Port ${port} is in use by another program; give another with --port, or --port 0 for a free one.`,
    );
  });

  it('prints its usage when it is asked for it, and after what it does not understand', async () => {
    const help = await program('--help');
    assert.equal(help.exitCode, 0);
    assert.match(help.stdout, /^Usage: npm run gateway/);
    const wrong = await program('--port', 'x');
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.stderr, /^--port can't be "x"\.\n\nUsage: npm run gateway/);
  });
});
