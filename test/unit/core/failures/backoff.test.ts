import assert from 'node:assert/strict';
import fc from 'fast-check';
import { backoff } from '../../../../src/core/failures/backoff';
import { requestGap } from '../../../../src/core/gateways/instancepace';
import { arbitraryChance } from '../../samples/arbitraries';

describe('backoff', () => {
  it('waits 10, 20, 40, then 60 s', () => {
    const waits = [1, 2, 3, 4, 5, 100].map((failures) => backoff(failures, 0));
    assert.deepEqual(
      waits,
      [10, 20, 40, 60, 60, 60].map((seconds) => ({ seconds, ms: seconds * 1_000 })),
    );
  });

  it('treats no failure like the first one', () => {
    assert.deepEqual(backoff(0, 0), backoff(1, 0));
  });

  it('adds up to a tenth at random, which isn’t shown', () => {
    assert.deepEqual(backoff(1, 0.5), { seconds: 10, ms: 10_500 });
    assert.deepEqual(backoff(4, 1), { seconds: 60, ms: 66_000 });
  });

  for (const [requested, seconds] of [
    [30_000, 30],
    [30_001, 31],
    [0, 5],
    [1_000, 5],
    [86_400_000, 3_600],
    [Infinity, 3_600],
  ] as const) {
    it(`waits ${seconds} s if the gateway asks for ${requested} ms`, () => {
      assert.deepEqual(backoff(3, 0.9, requested), { seconds, ms: seconds * 1_000 });
    });
  }

  it('never waits less than shown, more than a tenth longer, or less than the gap between two requests', () => {
    const requested = fc.option(fc.nat(10_000_000), { nil: undefined });
    fc.assert(
      fc.property(fc.integer(), arbitraryChance, requested, (failures, chance, retryAfterMs) => {
        const { seconds, ms } = backoff(failures, chance, retryAfterMs);
        assert.ok(ms >= seconds * 1_000 && ms <= seconds * 1_100 && ms >= requestGap);
      }),
    );
  });
});
