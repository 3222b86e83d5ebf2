import assert from 'node:assert/strict';
import { prepareRequests, readyForRequest } from '../../../src/gateways/firstrequest';

describe('The first request', () => {
  it('is prepared once, without the network', async () => {
    const { fetch } = globalThis;
    const asked: unknown[] = [];
    globalThis.fetch = (input) => {
      asked.push(input);
      return Promise.reject(new Error('not supported'));
    };
    try {
      await Promise.all([prepareRequests(), prepareRequests()]);
      await readyForRequest();
    } finally {
      globalThis.fetch = fetch;
    }
    assert.deepEqual(asked, ['data:,']);
  });
});
