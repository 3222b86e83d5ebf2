import assert from 'node:assert/strict';
import { refGiven, refsGiven } from '../../../src/given';

const instances = {
  resolve: (instanceId: string) => ({ connection: instanceId.startsWith('A') ? 'acme' : '', instanceId }),
};
const [one, two, three] = ['ONE', 'TWO', 'THREE'].map((instanceId) => ({ connection: 'acme', instanceId }));
assert.ok(one && two && three);

describe('what a command is given', () => {
  it('can be an ID, which is looked up, a ref or a row of the view', () => {
    assert.deepEqual(refGiven(' A1 ', instances), { connection: 'acme', instanceId: 'A1' });
    assert.equal(refGiven(one, instances), one);
    assert.equal(refGiven({ kind: 'instance', ref: one }, instances), one);
  });

  it('is nothing where it can’t be an instance', () => {
    const nothing = [undefined, null, 7, {}, [], { ref: {} }, { ref: null }];
    const odd = [
      { connection: '', instanceId: '../x' },
      { connection: 1, instanceId: 'ONE' },
    ];
    for (const given of [...nothing, ...odd]) assert.equal(refGiven(given, instances), undefined);
  });

  it('can be a row and those selected with it', () => {
    const rows = [one, two].map((ref) => ({ ref }));
    assert.deepEqual(refsGiven(rows[1], rows, instances), [one, two]);
  });

  it('is a row alone whose menu was opened beside the selection', () => {
    assert.deepEqual(refsGiven({ ref: three }, [{ ref: one }, { ref: two }], instances), [three]);
  });

  it('can be a list, of which only instances count', () => {
    assert.deepEqual(refsGiven([one, 'TWO', null], undefined, instances), [
      one,
      { connection: '', instanceId: 'TWO' },
    ]);
    assert.deepEqual(refsGiven(undefined, undefined, instances), []);
  });
});
