import type { SessionStatus } from '../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import type { ListedInstance } from '../../../../src/core/instances/instanceorder';
import { filterInstances, sortByName, sortByAttention } from '../../../../src/core/instances/instanceorder';
import { instanceName } from '../../../../src/core/references/instancename';
import { instanceStateKind } from '../../../../src/core/instances/instancestate';

function listed(instanceId: string, status: SessionStatus, label?: string, name?: string): ListedInstance {
  const account = name === undefined ? undefined : { name, number: '+201012345678' };
  const kind = instanceStateKind({ status, checking: false }, undefined);
  return { known: { gateway: '', instanceId, label }, account, kind };
}

const list = [
  listed('SHOP00000010', 'WORKING', 'Shop 10', 'Ahmed'),
  listed('SHOP00000002', 'WORKING', 'Shop 2', 'Berta'),
  listed('DESK00000001', 'FAILED'),
  listed('DEPOT0000001', 'SCAN_QR_CODE', 'Depot'),
  listed('KIOSK0000001', 'STOPPED', 'Kiosk'),
];
const known = list.map((each) => each.known);
const names = (instances: readonly ListedInstance[]): readonly string[] =>
  instances.map((each) => instanceName(each.known));

describe('a list of instances', () => {
  it('is sorted by name, with numbers in numeric order', () => {
    assert.deepEqual(sortByName(known).map(instanceName), [
      'Depot',
      'DESK00000001',
      'Kiosk',
      'Shop 2',
      'Shop 10',
    ]);
  });

  it('is sorted by attention: failed, to be scanned, the rest, and equal ones stay in their order', () => {
    assert.deepEqual(names(sortByAttention(list)), ['DESK00000001', 'Depot', 'Kiosk', 'Shop 10', 'Shop 2']);
  });

  const filters = [
    [{}, ['Shop 10', 'Shop 2', 'DESK00000001', 'Depot', 'Kiosk']],
    [{ text: 'SHOP' }, ['Shop 10', 'Shop 2']],
    [{ text: 'ahm' }, ['Shop 10']],
    [{ text: '0001 de' }, ['DESK00000001', 'Depot']],
    [{ text: '+2010' }, ['Shop 10', 'Shop 2']],
    [{ kinds: new Set(['failed', 'scan'] as const) }, ['DESK00000001', 'Depot']],
    [{ kinds: new Set(['linked'] as const), text: 'berta' }, ['Shop 2']],
    [{ text: 'nobody' }, []],
  ] as const;
  for (const [filter, left] of filters)
    it(`filtered by ${JSON.stringify({ ...filter, kinds: 'kinds' in filter ? [...filter.kinds] : [] })} is ${left.join(', ') || 'empty'}`, () => {
      assert.deepEqual(names(filterInstances(list, filter)), left);
    });
});
