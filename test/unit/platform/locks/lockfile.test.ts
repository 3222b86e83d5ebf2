import assert from 'node:assert/strict';
import { retryBriefly } from '../../../../src/platform/locks/lockfile';

/** An operation that fails a number of times with an error code. */
function failing(times: number, code: string): { readonly run: () => Promise<string>; tries: number } {
  const operation = {
    tries: 0,
    run: () =>
      operation.tries++ < times
        ? Promise.reject(Object.assign(new Error(code), { code }))
        : Promise.resolve('done'),
  };
  return operation;
}

const noPause = (): Promise<void> => Promise.resolve();

describe('an operation that fails temporarily', () => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY'])
    it(`is repeated after ${code}`, async () => {
      assert.equal(await retryBriefly(failing(20, code).run, noPause), 'done');
    });

  it('is no longer repeated after a second', async () => {
    let waited = 0;
    const operation = failing(Infinity, 'EBUSY');
    await assert.rejects(
      retryBriefly(operation.run, () => {
        waited += 15;
        return noPause();
      }),
      { code: 'EBUSY' },
    );
    assert.ok(waited >= 1_000 && waited < 1_100, `${waited} ms`);
  });

  it('isn’t repeated after other errors', async () => {
    const operation = failing(1, 'ENOSPC');
    await assert.rejects(retryBriefly(operation.run, noPause), { code: 'ENOSPC' });
    assert.equal(operation.tries, 1);
  });
});
