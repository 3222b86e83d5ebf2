import assert from 'node:assert/strict';
import { gatewayNameGiven, refGiven, refsGiven, severalGiven } from '../../../src/instances/arguments';

const instances = {
  resolve: (instanceId: string) => ({ gateway: instanceId.startsWith('A') ? 'acme' : '', instanceId }),
};
const [one, two, three] = ['ONE', 'TWO', 'THREE'].map((instanceId) => ({ gateway: 'acme', instanceId }));
assert.ok(one && two && three);

describe('what a command is given', () => {
  it('can be an ID, which is looked up, a ref or a row of the view', () => {
    assert.deepEqual(refGiven(' A1 ', instances), { gateway: 'acme', instanceId: 'A1' });
    assert.equal(refGiven(one, instances), one);
    assert.equal(refGiven({ kind: 'instance', ref: one }, instances), one);
  });

  it('is nothing where it can’t be an instance', () => {
    const nothing = [undefined, null, 7, {}, [], { ref: {} }, { ref: null }];
    const odd = [
      { gateway: '', instanceId: '../x' },
      { gateway: 1, instanceId: 'ONE' },
    ];
    for (const given of [...nothing, ...odd]) assert.equal(refGiven(given, instances), undefined);
  });

  it('can be a row and those selected with it', () => {
    const rows = [one, two].map((ref) => ({ ref }));
    assert.deepEqual(refsGiven(rows[1], rows, instances), [one, two]);
  });

  it('is nothing to a command about several where it is a row without others', () => {
    const row = { kind: 'instance', ref: one };
    assert.deepEqual(severalGiven(row, undefined, instances), []);
    assert.deepEqual(severalGiven({ kind: 'gateway', name: 'acme' }, undefined, instances), []);
    assert.deepEqual(severalGiven(row, [row], instances), [one]);
    assert.deepEqual(severalGiven([one, two], undefined, instances), [one, two]);
    assert.deepEqual(severalGiven(one, undefined, instances), [one]);
    assert.deepEqual(severalGiven('A1', undefined, instances), [{ gateway: 'acme', instanceId: 'A1' }]);
  });

  it('is a row alone whose menu was opened beside the selection', () => {
    assert.deepEqual(refsGiven({ ref: three }, [{ ref: one }, { ref: two }], instances), [three]);
  });

  it('can be a list, of which only instances count', () => {
    assert.deepEqual(refsGiven([one, 'TWO', null], undefined, instances), [
      one,
      { gateway: '', instanceId: 'TWO' },
    ]);
    assert.deepEqual(refsGiven(undefined, undefined, instances), []);
  });
});

describe('the gateway that a command is given', () => {
  it('can be its name, itself or a row of the view', () => {
    for (const given of [
      'acme',
      { name: 'acme' },
      { kind: 'gateway', name: 'acme', gateway: undefined },
      { gateway: { name: 'acme', endpoint: {} } },
    ])
      assert.equal(gatewayNameGiven(given), 'acme');
    assert.equal(gatewayNameGiven(''), '');
  });

  it('is none where nothing names one', () => {
    for (const given of [
      undefined,
      null,
      7,
      {},
      [],
      { name: 7 },
      { gateway: null },
      { kind: 'instance', ref: one },
    ])
      assert.equal(gatewayNameGiven(given), undefined);
  });
});
