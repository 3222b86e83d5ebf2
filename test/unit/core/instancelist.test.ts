import assert from 'node:assert/strict';
import fc from 'fast-check';
import { instanceIdForm } from '../../../src/core/instance';
import { cleanLabel, longestLabel, mostInstances, readInstanceList } from '../../../src/core/instancelist';

describe('a list of instances from outside', () => {
  it('keeps ID, label and connection, and nothing else', () => {
    const entry = {
      id: 'SHOP00000001',
      label: ' Shop ',
      connection: 'acme',
      token: 'x',
      endpoint: 'https://x',
    };
    assert.deepEqual(readInstanceList([entry, { id: 'SHOP00000001' }]), {
      instances: [
        { connection: 'acme', instanceId: 'SHOP00000001', label: 'Shop' },
        { connection: '', instanceId: 'SHOP00000001' },
      ],
      dropped: 0,
    });
  });

  it('drops what is no instance, is double, or is more than anyone could watch, and counts it', () => {
    const odd = [null, 7, 'SHOP00000001', [], {}, { id: 1 }, { id: '../x' }, { id: 'A', connection: 7 }];
    const many = Array.from({ length: 10_000 }, (_, index) => ({ id: `I${index}` }));
    const { instances, dropped } = readInstanceList([...odd, { id: 'I0' }, ...many]);
    assert.equal(instances.length, mostInstances);
    assert.equal(dropped, odd.length + 1 + many.length - mostInstances);
  });

  it('makes labels one line that hides nothing', () => {
    assert.equal(cleanLabel('a\n\tb\u0000\u202ec\u2028d'), 'a b c d');
    assert.equal(cleanLabel('x'.repeat(10_000)).length, longestLabel);
    assert.equal(cleanLabel('<b>$(error)</b>'), '<b>$(error)</b>');
  });

  it('makes something of anything', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        for (const { instanceId, label } of readInstanceList(data).instances) {
          assert.notEqual(instanceIdForm(instanceId), 'unusable');
          assert.ok(label === undefined || label === cleanLabel(label));
        }
      }),
    );
  });
});
