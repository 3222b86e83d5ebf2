import assert from 'node:assert/strict';
import { instanceIdForm } from '../../src/core/references/instanceid';
import type { ControlState } from './control';
import { manyInstances } from './manyinstances';
import { RequestLog } from './requestlog';
import { busiestMinute } from './statistics';
import { call, gateways } from './testgateway';

const statusOf = ({ session }: ReturnType<typeof manyInstances>[number]) => session?.initial;

describe('many instances', () => {
  const open = gateways();

  it('have IDs of the documented form, each its own, and are the same on each run', () => {
    const instances = manyInstances(1_000);
    assert.equal(new Set(instances.map(({ id }) => id)).size, 1_000);
    assert.ok(instances.every(({ id }) => instanceIdForm(id) === 'documented'));
    assert.deepEqual(instances, manyInstances(1_000));
  });

  it('are in the statuses of the mix, in every hundred of them', () => {
    const statuses = manyInstances(1_000, { mix: { WORKING: 3, FAILED: 1 } }).map(statusOf);
    for (let from = 0; from < 1_000; from += 100) {
      const failed = statuses.slice(from, from + 100).filter((status) => status === 'FAILED');
      assert.equal(failed.length, 25);
    }
  });

  it('belong to an account, have a prefix and a life, if they are told', () => {
    const [instance] = manyInstances(1, {
      prefix: 'NORTH',
      account: 'North',
      session: { initial: 'STOPPED' },
    });
    assert.ok(instance);
    assert.equal(instance.id, 'NORTH0000001');
    assert.equal(instance.account, 'North');
    assert.equal(statusOf(instance), 'STOPPED');
  });

  it('are all served, and found by a part of ID, status or name', async () => {
    const gateway = await open({ instances: manyInstances(1_000) });
    const look = async (find: string) =>
      (await (await fetch(`${gateway.url}/control/state?find=${find}`)).json()) as ControlState;
    const all = await look('');
    assert.deepEqual([all.instanceCount, all.foundCount, all.instances.length], [1_000, 1_000, 60]);
    const failed = await look('failed');
    assert.deepEqual([failed.instanceCount, failed.foundCount, failed.instances.length], [1_000, 30, 30]);
    assert.ok(failed.instances.every(({ status }) => status === 'FAILED'));
    assert.equal((await look('fleet0000999')).instances[0]?.id, 'FLEET0000999');
    const named = (await look('phone 500')).instances.map(({ id }) => id);
    assert.deepEqual(named, ['FLEET0000500']);
    const answers = await Promise.all(
      manyInstances(1_000).map(({ id }) => call(gateway, '/v2/session/info', { instance_id: id })),
    );
    assert.ok(answers.every(({ status }) => status === 200));
  });
});

describe('the busiest minute', () => {
  function requests(...calls: readonly (readonly [path: string, at: number])[]) {
    const log = new RequestLog();
    for (const [path, at] of calls) log.open('POST', path, at);
    return log.records;
  }

  it('of nothing is empty', () => {
    assert.deepEqual(busiestMinute([]), { all: 0, paths: {} });
  });

  it('is the fullest of all sliding ones, for each path and for all', () => {
    const calls = requests(
      ['/a', 0],
      ['/a', 59_999],
      ['/b', 60_000],
      ['/a', 60_001],
      ['/b', 119_998],
      ['/a', 500_000],
    );
    assert.deepEqual(busiestMinute(calls), { all: 4, paths: { '/a': 2, '/b': 2 } });
  });

  it('ends before the instant at which the next begins', () => {
    assert.equal(busiestMinute(requests(['/a', 0], ['/a', 60_000])).all, 1);
    assert.equal(busiestMinute(requests(['/a', 0], ['/a', 60_000]), 60_001).all, 2);
  });
});

describe('the log of requests', () => {
  it('keeps 100 000 calls and their numbers, whatever came before', () => {
    const log = new RequestLog();
    for (let at = 0; at < 250_000; at += 1) log.open('POST', '/v2/auth/qr', at);
    assert.ok(log.records.length >= 100_000 && log.records.length < 110_000);
    assert.equal(log.records.at(-1)?.number, 250_000);
  });
});
