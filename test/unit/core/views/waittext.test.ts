import assert from 'node:assert/strict';
import type { WaitCause } from '../../../../src/core/pairing/phase';
import type { WaitText } from '../../../../src/core/views/waittext';
import { waitText } from '../../../../src/core/views/waittext';
import { english } from '../../fakes/english';
import { phases } from '../../samples/pairings';

function text(
  cause: WaitCause,
  rest: { readonly message?: string; readonly stuck?: boolean } = {},
): WaitText {
  return waitText({ ...phases.waiting, cause, ...rest }, 'INSTANCE1234', english);
}

const causes = {
  STARTING: ['The instance is starting', /reports STARTING for INSTANCE1234/],
  FAILED: ['The instance reports FAILED', /may start again by itself/],
  STOPPED: ['The instance isn’t running yet', /still reports STOPPED for INSTANCE1234/],
  instance: ['The gateway doesn’t find the instance', /while INSTANCE1234 starts/],
  empty: ['The gateway has no code yet', /no code for INSTANCE1234, and no reason/],
  SCAN_QR_CODE: ['The gateway has no code yet', /no code for INSTANCE1234, and no reason/],
  unknown: ['The gateway has no code yet', /no code for INSTANCE1234, and no reason/],
} as const satisfies Partial<Record<WaitCause, readonly [string, RegExp]>>;

describe('waitText', () => {
  for (const [cause, [headline, details]] of Object.entries(causes)) {
    it(`says “${headline}” for ${cause}`, () => {
      const { headline: actual, details: actualDetails } = text(cause as keyof typeof causes);
      assert.equal(actual, headline);
      assert.match(actualDetails.join(' '), details);
    });

    it(`names no status that the gateway didn’t report, for ${cause}`, () => {
      for (const stuck of [false, true]) {
        const { headline: actual, details: actualDetails } = text(cause as keyof typeof causes, { stuck });
        const all = [actual, ...actualDetails].join(' ');
        assert.doesNotMatch(all, /422/);
        for (const word of ['STARTING', 'FAILED', 'STOPPED'])
          if (word !== cause) assert.ok(!all.includes(word), all);
      }
    });
  }

  it('quotes the gateway’s own words instead of “no reason”', () => {
    const { details } = text('unknown', { message: 'Engine warming up' });
    assert.deepEqual(details, ['The gateway says: “Engine warming up”']);
  });

  it('offers a restart once it takes too long, and says why it waited', () => {
    for (const [cause, reason] of [
      ['STARTING', 'The gateway reports STARTING.'],
      ['FAILED', 'The gateway reports FAILED.'],
      ['instance', 'The gateway doesn’t find the instance.'],
      ['empty', 'The gateway gave no reason.'],
    ] as const) {
      const { headline, details } = text(cause, { stuck: true });
      assert.equal(headline, 'The instance is taking too long to start');
      assert.ok(details.join(' ').includes(reason), details.join(' '));
      assert.match(details.join(' '), /A restart may help/);
    }
    const { details } = text('unknown', { stuck: true, message: 'Later' });
    assert.equal(details[0], 'The gateway says: “Later”');
    assert.doesNotMatch(details.join(' '), /no reason/);
  });
});
