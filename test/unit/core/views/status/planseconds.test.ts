import assert from 'node:assert/strict';
import { isLong, waitTime } from '../../../../../src/core/views/status/planseconds';
import { english } from '../../../fakes/english';
import { inSeconds, now } from '../../../samples/pairings';

describe('the time until a planned request', () => {
  const plan = (seconds: number): { request: 'qr'; at: number; seconds: number } => ({
    request: 'qr',
    at: inSeconds(seconds),
    seconds,
  });

  it('is in seconds up to 99 s, and in minutes and seconds for longer waits', () => {
    for (const [seconds, text] of [
      [9, '9 s'],
      [99, '99 s'],
      [100, '1:40'],
      [3_600, '60:00'],
    ] as const)
      assert.equal(waitTime(plan(seconds), now, english), text);
  });

  it('keeps its form until the end of the wait', () => {
    assert.equal(waitTime(plan(120), inSeconds(115), english), '0:05');
    assert.equal(isLong({ request: 'qr', at: now }), false);
  });
});
