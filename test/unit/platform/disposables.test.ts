import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/platform/disposables';

describe('DisposableStore', () => {
  it('disposes of what it owns, the last first and once', () => {
    const order: number[] = [];
    const store = new DisposableStore();
    for (const number of [1, 2, 3]) store.add({ dispose: () => order.push(number) });
    store.dispose();
    store.dispose();
    assert.deepEqual(order, [3, 2, 1]);
  });

  it('disposes at once of what comes too late', () => {
    let disposed = false;
    const store = new DisposableStore();
    store.dispose();
    store.add({ dispose: () => (disposed = true) });
    assert.equal(disposed, true);
  });
});
