import assert from 'node:assert/strict';
import { Lazy } from '../../../src/platform/lazy';

describe('Lazy', () => {
  it('loads once, at the first use', async () => {
    let loads = 0;
    const lazy = new Lazy(() => Promise.resolve(++loads));
    assert.deepEqual([lazy.loaded, loads], [undefined, 0]);
    assert.deepEqual(await Promise.all([lazy.get(), lazy.get()]), [1, 1]);
    assert.equal(await lazy.get(), 1);
    assert.equal(lazy.loaded, 1);
  });

  it('loads again after a failure', async () => {
    let loads = 0;
    const lazy = new Lazy(() =>
      ++loads === 1 ? Promise.reject(new Error('The file is gone.')) : Promise.resolve(loads),
    );
    await assert.rejects(lazy.get(), /gone/);
    assert.equal(lazy.loaded, undefined);
    assert.equal(await lazy.get(), 2);
  });
});
