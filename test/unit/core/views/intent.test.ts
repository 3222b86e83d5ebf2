import assert from 'node:assert/strict';
import { intents, isIntent } from '../../../../src/core/views/intent';

describe('isIntent', () => {
  it('accepts every intent', () => {
    for (const intent of intents) assert.ok(isIntent(intent));
  });

  it('refuses everything else', () => {
    for (const data of ['', 'Retry', 'toString', 0, null, undefined, {}, ['retry']])
      assert.ok(!isIntent(data));
  });
});
