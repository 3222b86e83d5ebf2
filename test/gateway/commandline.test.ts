import assert from 'node:assert/strict';
import { readCommandLine, usage } from './commandline';
import { likes } from './personality';

describe('the command line of the gateway', () => {
  it('starts a demo with one instance for each scenario by default', () => {
    const line = readCommandLine([]);
    assert.ok(line.kind === 'run');
    const { port, scale, token, like, instances } = line.options;
    assert.deepEqual(
      { port, scale, token, like },
      { port: 8732, scale: 1, token: 'demo-token-000000000000', like: 'docs' },
    );
    assert.deepEqual(
      instances.map(({ id, scenario }) => [id, scenario]),
      [
        ['DEMO00000001', 'normal'],
        ['DEMO00000002', 'failed'],
        ['DEMO00000003', 'linked'],
        ['DEMO00000004', 'slow'],
      ],
    );
  });

  it('accepts port, scale, token, instances and a number of further instances', () => {
    const line = readCommandLine(
      '--port 0 --scale 0.1 --token secret --many 1000 --instance ABC --instance D.e_f-1@c:2=slow'.split(' '),
    );
    assert.ok(line.kind === 'run');
    const { port, scale, token, many, instances } = line.options;
    assert.deepEqual({ port, scale, token, many }, { port: 0, scale: 0.1, token: 'secret', many: 1_000 });
    assert.deepEqual(
      instances.map(({ id, session }) => [id, session]),
      [
        ['ABC', {}],
        ['D.e_f-1@c:2', { starting: 90_000 }],
      ],
    );
  });

  it('accepts a personality', () => {
    for (const args of [['--like=waha'], ['--like', 'waha']]) {
      const line = readCommandLine(args);
      assert.ok(line.kind === 'run');
      assert.equal(line.options.like, 'waha');
    }
  });

  it('explains each personality in its help', () => {
    for (const like of likes) assert.match(usage, new RegExp(`^ +${like}  as `, 'm'));
  });

  it('shows help', () => {
    assert.deepEqual(readCommandLine(['--help']), { kind: 'help' });
  });

  for (const wrong of [
    '--port x',
    '--port -1',
    '--port 65536',
    '--port=',
    '--port 80.5',
    '--scale 0',
    '--scale Infinity',
    '--like other',
    '--like toString',
    '--many -1',
    '--many 2.5',
    '--instance a/b',
    '--instance A=normal=slow',
    '--instance A=toString',
    '--token',
    '--frob',
    'stray',
  ]) {
    it(`refuses ${wrong} and says why`, () => {
      const line = readCommandLine(wrong.split(' '));
      assert.ok(line.kind === 'wrong');
      assert.match(line.message, /\S/);
    });
  }
});
