import assert from 'node:assert/strict';
import { instanceIdForm } from '../../src/core/references/instanceid';
import type { ControlState } from './control';
import { manyInstances } from './manyinstances';
import { RequestLog } from './requestlog';
import { busiestMinute } from './statistics';
import { post, gateways } from './testgateway';

const statusOf = ({ session }: ReturnType<typeof manyInstances>[number]) => session?.initial;

describe('many instances', () => {
  const open = gateways();

  it('have unique IDs of the documented form, and are the same on each run', () => {
    const instances = manyInstances(1_000);
    assert.equal(new Set(instances.map(({ id }) => id)).size, 1_000);
    assert.ok(instances.every(({ id }) => instanceIdForm(id) === 'documented'));
    assert.deepEqual(instances, manyInstances(1_000));
  });

  it('have the statuses of the mix in every hundred', () => {
    const statuses = manyInstances(1_000, { mix: { WORKING: 3, FAILED: 1 } }).map(statusOf);
    for (let from = 0; from < 1_000; from += 100) {
      const failed = statuses.slice(from, from + 100).filter((status) => status === 'FAILED');
      assert.equal(failed.length, 25);
    }
  });

  it('can have an account, a prefix and session options', () => {
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

  it('all answer, and can be found by a part of the ID, status or name', async () => {
    const gateway = await open({ instances: manyInstances(1_000) });
    const search = async (find: string) =>
      (await (await fetch(`${gateway.url}/control/state?find=${find}`)).json()) as ControlState;
    const all = await search('');
    assert.deepEqual([all.instanceCount, all.foundCount, all.instances.length], [1_000, 1_000, 60]);
    const failed = await search('failed');
    assert.deepEqual([failed.instanceCount, failed.foundCount, failed.instances.length], [1_000, 30, 30]);
    assert.ok(failed.instances.every(({ status }) => status === 'FAILED'));
    assert.equal((await search('fleet0000999')).instances[0]?.id, 'FLEET0000999');
    const named = (await search('phone 500')).instances.map(({ id }) => id);
    assert.deepEqual(named, ['FLEET0000500']);
    const answers = await Promise.all(
      manyInstances(1_000).map(({ id }) => post(gateway, '/v2/session/info', { instance_id: id })),
    );
    assert.ok(answers.every(({ status }) => status === 200));
  });
});

describe('the busiest minute', () => {
  function requests(...entries: readonly (readonly [path: string, at: number])[]) {
    const log = new RequestLog();
    for (const [path, at] of entries) log.open('POST', path, at);
    return log.records;
  }

  it('without requests is empty', () => {
    assert.deepEqual(busiestMinute([]), { all: 0, paths: {} });
  });

  it('has the most requests of all sliding minutes, for each path and in total', () => {
    const records = requests(
      ['/a', 0],
      ['/a', 59_999],
      ['/b', 60_000],
      ['/a', 60_001],
      ['/b', 119_998],
      ['/a', 500_000],
    );
    assert.deepEqual(busiestMinute(records), { all: 4, paths: { '/a': 2, '/b': 2 } });
  });

  it('doesn’t include the instant at which the next minute starts', () => {
    assert.equal(busiestMinute(requests(['/a', 0], ['/a', 60_000])).all, 1);
    assert.equal(busiestMinute(requests(['/a', 0], ['/a', 60_000]), 60_001).all, 2);
  });
});

describe('the log of requests', () => {
  it('keeps the latest 100 000 requests and their numbers', () => {
    const log = new RequestLog();
    for (let at = 0; at < 250_000; at += 1) log.open('POST', '/v2/auth/qr', at);
    assert.ok(log.records.length >= 100_000 && log.records.length < 110_000);
    assert.equal(log.records.at(-1)?.number, 250_000);
  });
});
