import assert from 'node:assert/strict';
import { reports } from './reports.table';
import { read } from './request';
import { waha } from './waha.table';

describe('The Wawp client reads', () => {
  for (const [about, rows] of Object.entries({ 'from a real WAHA': waha, 'from a public report': reports }))
    describe(about, () => {
      for (const [what, requests, reaction, expected] of rows)
        for (const request of requests)
          it(`${what}, in answer to ${request}`, async () => {
            assert.deepEqual(await read(request, reaction()), expected);
          });
    });
});
