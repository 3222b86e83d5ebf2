import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/platform/disposables';

describe('DisposableStore', () => {
  it('disposes of its disposables once, the last one first', () => {
    const order: number[] = [];
    const store = new DisposableStore();
    for (const number of [1, 2, 3]) store.add({ dispose: () => order.push(number) });
    store.dispose();
    store.dispose();
    assert.deepEqual(order, [3, 2, 1]);
  });

  it('disposes at once of a disposable that is added afterwards', () => {
    let disposed = false;
    const store = new DisposableStore();
    store.dispose();
    store.add({ dispose: () => (disposed = true) });
    assert.equal(disposed, true);
  });
});
