import assert from 'node:assert/strict';
import { clockTime } from '../../../../src/core/time/duration';

describe('clockTime', () => {
  for (const [ms, text] of [
    [42_000, '0:42'],
    [41_001, '0:42'],
    [41_000, '0:41'],
    [1, '0:01'],
    [0, '0:00'],
    [-5_000, '0:00'],
    [60_000, '1:00'],
    [59_001, '1:00'],
    [300_000, '5:00'],
    [3_600_000, '60:00'],
  ] as const) {
    it(`shows ${ms} ms as ${text}`, () => {
      assert.equal(clockTime(ms), text);
    });
  }
});
