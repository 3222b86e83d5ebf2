import assert from 'node:assert/strict';
import { intents, isIntent } from '../../../../src/core/views/intent';

describe('isIntent', () => {
  it('knows every intent', () => {
    for (const intent of intents) assert.ok(isIntent(intent));
  });

  it('knows nothing else', () => {
    for (const data of ['', 'Retry', 'toString', 0, null, undefined, {}, ['retry']])
      assert.ok(!isIntent(data));
  });
});
