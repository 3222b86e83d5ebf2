import assert from 'node:assert/strict';
import { retryBriefly } from '../../../../src/platform/locks/lockfile';

/** Something that fails so often, with that error. */
function failing(times: number, code: string): { readonly run: () => Promise<string>; tries: number } {
  const deed = {
    tries: 0,
    run: () =>
      deed.tries++ < times
        ? Promise.reject(Object.assign(new Error(code), { code }))
        : Promise.resolve('done'),
  };
  return deed;
}

const noPause = (): Promise<void> => Promise.resolve();

describe('what can fail for a moment', () => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY'])
    it(`is tried again after ${code}`, async () => {
      assert.equal(await retryBriefly(failing(20, code).run, noPause), 'done');
    });

  it('is given up after a second', async () => {
    let waited = 0;
    const deed = failing(Infinity, 'EBUSY');
    await assert.rejects(
      retryBriefly(deed.run, () => {
        waited += 15;
        return noPause();
      }),
      { code: 'EBUSY' },
    );
    assert.ok(waited >= 1_000 && waited < 1_100, `${waited} ms`);
  });

  it('isn’t tried again where that doesn’t help', async () => {
    const deed = failing(1, 'ENOSPC');
    await assert.rejects(retryBriefly(deed.run, noPause), { code: 'ENOSPC' });
    assert.equal(deed.tries, 1);
  });
});
