import assert from 'node:assert/strict';
import fc from 'fast-check';
import { instanceIdForm } from '../../../../src/core/references/instanceid';
import {
  cleanLabel,
  maxLabelLength,
  maxInstances,
  readInstanceList,
  withInstances,
} from '../../../../src/core/instances/instancelist';

describe('a list of instances in foreign data', () => {
  it('keeps ID, label and gateway, and nothing else', () => {
    const entry = {
      id: 'SHOP00000001',
      label: ' Shop ',
      gateway: 'acme',
      token: 'x',
      endpoint: 'https://x',
    };
    assert.deepEqual(readInstanceList([entry, { id: 'SHOP00000001' }]), {
      instances: [
        { gateway: 'acme', instanceId: 'SHOP00000001', label: 'Shop' },
        { gateway: '', instanceId: 'SHOP00000001' },
      ],
      ignored: 0,
    });
  });

  it('ignores and counts entries that aren’t instances, are duplicates or exceed the limit', () => {
    const odd = [null, 7, 'SHOP00000001', [], {}, { id: 1 }, { id: '../x' }, { id: 'A', gateway: 7 }];
    const many = Array.from({ length: 10_000 }, (_, index) => ({ id: `I${index}` }));
    const { instances, ignored } = readInstanceList([...odd, { id: 'I0' }, ...many]);
    assert.equal(instances.length, maxInstances);
    assert.equal(ignored, odd.length + 1 + many.length - maxInstances);
  });

  it('keeps the rest of its entries when it changes', () => {
    const entries = [null, 'a note', { id: '../x' }, { id: 'A1', since: 2026 }, { id: 'B1' }, { id: 'A1' }];
    const [a, c] = [
      { gateway: '', instanceId: 'A1' },
      { gateway: 'acme', instanceId: 'C1' },
    ];
    assert.deepEqual(withInstances(entries, [a, c]), [
      null,
      'a note',
      { id: '../x' },
      { id: 'A1', since: 2026 },
      { id: 'A1' },
      { id: 'C1', gateway: 'acme' },
    ]);
    assert.deepEqual(withInstances(entries, []), [null, 'a note', { id: '../x' }]);
    const many = Array.from({ length: maxInstances + 5 }, (_, index) => ({ id: `I${index}` }));
    assert.equal(withInstances(many, []).length, 5);
  });

  it('has labels of one line that hide nothing', () => {
    assert.equal(cleanLabel('a\n\tb\u0000\u202ec\u2028d'), 'a b c d');
    assert.equal(cleanLabel('x'.repeat(10_000)).length, maxLabelLength);
    assert.equal(cleanLabel('😀'.repeat(100)), '😀'.repeat(maxLabelLength));
    assert.equal(cleanLabel(`${'x'.repeat(78)}👩‍👩‍👧`), 'x'.repeat(78));
    assert.equal(cleanLabel('فروشگاه می\u200cخواهم'), 'فروشگاه می\u200cخواهم');
    assert.equal(cleanLabel('<b>$(error)</b>'), '<b>$(error)</b>');
  });

  it('can be read from any data', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        for (const { instanceId, label } of readInstanceList(data).instances) {
          assert.notEqual(instanceIdForm(instanceId), 'unusable');
          assert.ok(label === undefined || label === cleanLabel(label));
        }
      }),
    );
  });

  it('treats markup as text, and ignores inherited properties and special names', () => {
    const odd = JSON.parse(
      '[{"__proto__": {"id": "SHOP00000001"}}, {"id": "__proto__"}, {"id": "constructor", "gateway": "__proto__"}]',
    ) as unknown;
    assert.deepEqual(readInstanceList(odd).instances, [{ gateway: '__proto__', instanceId: 'constructor' }]);
    const bidi = { id: 'A1', label: '\u202e<img src=x onerror=alert(1)>\u2066 $(error)' };
    assert.deepEqual(readInstanceList([bidi]).instances, [
      { gateway: '', instanceId: 'A1', label: '<img src=x onerror=alert(1)> $(error)' },
    ]);
    for (const id of ['', ' ', 'A\n', '../A', '<b>', 'A'.repeat(65), '\u202eA'])
      assert.deepEqual(readInstanceList([{ id }]).instances, [], JSON.stringify(id));
  });

  it('lets no entry choose an endpoint or bring a token', () => {
    const [instance] = readInstanceList([
      { id: 'A1', endpoint: 'https://attacker.example', token: 'x' },
    ]).instances;
    assert.deepEqual(Object.keys(instance ?? {}).toSorted(), ['gateway', 'instanceId']);
  });
});
