import assert from 'node:assert/strict';
import type { KnownInstance } from '../../../../src/core/references/instancename';
import { instanceOfTab, tabName } from '../../../../src/core/instances/tabname';

const list: readonly KnownInstance[] = [
  { gateway: '', instanceId: 'SHOP00000001', label: 'Shop' },
  { gateway: '', instanceId: 'SHOP00000002', label: 'Shop' },
  { gateway: 'acme', instanceId: 'SHOP00000003', label: 'Shop' },
  { gateway: '', instanceId: 'BELLA0000001', label: 'Bella' },
  { gateway: '', instanceId: 'NAMELESS0001' },
  { gateway: '', instanceId: 'ODD000000001', label: 'NAMELESS0001' },
];

function found(title: string, instances = list): string | undefined {
  return instanceOfTab((name) => name === title, instances)?.instanceId;
}

describe('the name of an instance’s tab', () => {
  it('is its label, or its ID if it has none', () => {
    assert.equal(tabName({ gateway: '', instanceId: 'BELLA0000001' }, list), 'Bella');
    assert.equal(tabName({ gateway: '', instanceId: 'NAMELESS0001' }, list), 'NAMELESS0001');
    assert.equal(tabName({ gateway: '', instanceId: 'UNKNOWN00001' }, list), 'UNKNOWN00001');
  });

  it('has the ID too if another instance has the same name', () => {
    const names = list.map((known) => tabName(known, list));
    assert.deepEqual(names, [
      'Shop · SHOP00000001',
      'Shop · SHOP00000002',
      'Shop · acme',
      'Bella',
      'NAMELESS0001',
      'NAMELESS0001 · ODD000000001',
    ]);
  });

  it('identifies the instance', () => {
    for (const known of list)
      if (known.instanceId !== 'NAMELESS0001')
        assert.equal(found(tabName(known, list)), known.instanceId, known.instanceId);
  });

  it('identifies it by its ID if it got a label later', () => {
    assert.equal(found('BELLA0000001'), 'BELLA0000001');
  });

  it('identifies none if it could belong to several', () => {
    assert.equal(found('Shop'), undefined, 'When its panel was opened, no other instance had that label.');
    assert.equal(found('NAMELESS0001'), undefined);
    assert.equal(found('Shop', list.slice(1)), 'SHOP00000002');
    assert.equal(found('Nobody'), undefined);
  });
});
