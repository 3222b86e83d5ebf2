import assert from 'node:assert/strict';
import path from 'node:path';
import type { Uri } from 'vscode';
import { insist, leaseFolder } from '../../../../src/platform/locks/leasefile';

/** A deed that fails so often, with that error. */
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

/** Global storage as the editor tells of it; only of a file it knows the path. */
function storage(scheme: string): Uri {
  const found = scheme === 'file' ? { fsPath: path.join(path.sep, 'data', 'pair-whatsapp') } : {};
  return { scheme, ...found, with: (change: { scheme: string }) => storage(change.scheme) } as unknown as Uri;
}

describe('the folder for leases', () => {
  it('is in the global storage, under the scheme of a server and under that of desktop VS Code', () => {
    for (const scheme of ['file', 'vscode-userdata'])
      assert.equal(
        leaseFolder(storage(scheme)),
        path.join(path.sep, 'data', 'pair-whatsapp', 'leases'),
        scheme,
      );
  });

  it('is nowhere if the global storage is no folder', () => {
    assert.equal(leaseFolder(storage('vscode-web-storage')), undefined);
  });
});

describe('a deed that can fail for a moment', () => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY'])
    it(`is done again after ${code}`, async () => {
      assert.equal(await insist(failing(20, code).run, noPause), 'done');
    });

  it('is given up after a second', async () => {
    let waited = 0;
    const deed = failing(Infinity, 'EBUSY');
    await assert.rejects(
      insist(deed.run, () => {
        waited += 15;
        return noPause();
      }),
      { code: 'EBUSY' },
    );
    assert.ok(waited >= 1_000 && waited < 1_100, `${waited} ms`);
  });

  it('isn’t tried again where that is of no use', async () => {
    const deed = failing(1, 'ENOSPC');
    await assert.rejects(insist(deed.run, noPause), { code: 'ENOSPC' });
    assert.equal(deed.tries, 1);
  });
});
