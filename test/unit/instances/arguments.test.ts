import assert from 'node:assert/strict';
import { refFromArgument, refsFromArguments, severalFromArguments } from '../../../src/instances/arguments';

const instances = {
  resolve: (instanceId: string) => ({ gateway: instanceId.startsWith('A') ? 'acme' : '', instanceId }),
};
const [one, two, three] = ['ONE', 'TWO', 'THREE'].map((instanceId) => ({ gateway: 'acme', instanceId }));
assert.ok(one && two && three);

describe('the instances in a command’s arguments', () => {
  it('can be an ID, which is looked up, a reference or a row of the view', () => {
    assert.deepEqual(refFromArgument(' A1 ', instances), { gateway: 'acme', instanceId: 'A1' });
    assert.equal(refFromArgument(one, instances), one);
    assert.equal(refFromArgument({ kind: 'instance', ref: one }, instances), one);
  });

  it('is undefined if the argument can’t be an instance', () => {
    const nothing = [undefined, null, 7, {}, [], { ref: {} }, { ref: null }];
    const odd = [
      { gateway: '', instanceId: '../x' },
      { gateway: 1, instanceId: 'ONE' },
    ];
    for (const given of [...nothing, ...odd]) assert.equal(refFromArgument(given, instances), undefined);
  });

  it('can be a row and the rows selected with it', () => {
    const rows = [one, two].map((ref) => ({ ref }));
    assert.deepEqual(refsFromArguments(rows[1], rows, instances), [one, two]);
  });

  it('is none for a command about several if the argument is a row without a selection', () => {
    const row = { kind: 'instance', ref: one };
    assert.deepEqual(severalFromArguments(row, undefined, instances), []);
    assert.deepEqual(severalFromArguments({ kind: 'gateway', name: 'acme' }, undefined, instances), []);
    assert.deepEqual(severalFromArguments(row, [row], instances), [one]);
    assert.deepEqual(severalFromArguments([one, two], undefined, instances), [one, two]);
    assert.deepEqual(severalFromArguments(one, undefined, instances), [one]);
    assert.deepEqual(severalFromArguments('A1', undefined, instances), [
      { gateway: 'acme', instanceId: 'A1' },
    ]);
  });

  it('is only the row whose menu was opened, if that row isn’t selected', () => {
    assert.deepEqual(refsFromArguments({ ref: three }, [{ ref: one }, { ref: two }], instances), [three]);
  });

  it('can be a list, in which only instances count', () => {
    assert.deepEqual(refsFromArguments([one, 'TWO', null], undefined, instances), [
      one,
      { gateway: '', instanceId: 'TWO' },
    ]);
    assert.deepEqual(refsFromArguments(undefined, undefined, instances), []);
  });
});
