import assert from 'node:assert/strict';
import fc from 'fast-check';
import { httpDate, parseExpiry, timeToLive } from '../../../src/core/expiry';

const at = Date.UTC(2026, 0, 1, 12, 0, 0, 400);

describe('parseExpiry', () => {
  for (const [field, expected] of [
    [at, at],
    [1_767_268_800, 1_767_268_800_000],
    [1_767_268_800.5, 1_767_268_800_500],
    [99_999_999_999, 99_999_999_999_000],
    [100_000_000_000, 100_000_000_000],
    [String(at), at],
    [' 1767268800 ', 1_767_268_800_000],
    ['1767268800.5', 1_767_268_800_500],
    ['2026-01-01T12:00:00.400Z', at],
    ['2026-01-01T14:00:00.400+02:00', at],
    ['2026-01-01 12:00:00.400Z', at],
    [0, undefined],
    [-1, undefined],
    [NaN, undefined],
    [Infinity, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1e12', undefined],
    ['2026', 2_026_000],
    ['2026-01-01', undefined],
    ['2026-99-99T99:99', undefined],
    [null, undefined],
    [undefined, undefined],
    [true, undefined],
    [{}, undefined],
    [[at], undefined],
  ] as const) {
    it(`reads ${JSON.stringify(field)} as ${expected ?? 'none'}`, () => {
      assert.equal(parseExpiry(field), expected);
    });
  }

  it('reads anything as a finite instant or as none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.double(), fc.string()), (field) => {
        const instant = parseExpiry(field);
        assert.ok(instant === undefined || (Number.isFinite(instant) && instant > 0));
      }),
    );
  });
});

describe('timeToLive', () => {
  it('counts from the user’s clock where the gateway tells no time', () => {
    const times = { startedAt: at, receivedAt: at + 300 };
    assert.equal(timeToLive(at + 20_000, times), 19_700);
    assert.equal(timeToLive(at + 20_000, { ...times, date: 'yesterday' }), 19_700);
  });

  it('counts from the user’s clock, the finer one, where the gateway’s agrees', () => {
    const times = { startedAt: at, receivedAt: at + 300, date: new Date(at).toUTCString() };
    assert.equal(timeToLive(at + 20_000, times), 19_700);
  });

  it('counts from the latest instant that the gateway’s time can mean where the clocks differ', () => {
    for (const skew of [-3_600_000, -5_000, 5_000, 86_400_000]) {
      const date = new Date(at + skew).toUTCString();
      const ttl = timeToLive(at + skew + 20_000, { startedAt: at, receivedAt: at, date });
      assert.equal(ttl, 19_400);
    }
  });

  for (const [seconds, expected] of [
    [300, 300_000],
    [300.001, undefined],
    [0, 0],
    [-300, -300_000],
    [-300.001, undefined],
    [-500_000_000, undefined],
  ] as const) {
    it(`takes ${seconds} s for ${expected === undefined ? 'no expiry' : 'one'}`, () => {
      assert.equal(timeToLive(at + seconds * 1_000, { startedAt: at, receivedAt: at }), expected);
    });
  }

  it('promises less than the header’s resolution too much, whatever the skew and the duration of the call', () => {
    const skew = fc.integer({ min: -86_400_000, max: 86_400_000 });
    const duration = fc.integer({ min: 0, max: 25_000 });
    fc.assert(
      fc.property(skew, duration, fc.integer({ min: -300_000, max: 300_000 }), (ahead, took, left) => {
        // The gateway writes its header when it answers; the answer takes no time to arrive.
        const receivedAt = at + took;
        const server = receivedAt + ahead;
        const date = new Date(server).toUTCString();
        const ttl = timeToLive(server + left, { startedAt: at, receivedAt, date });
        assert.ok(ttl === undefined || ttl < left + 1_000);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('httpDate', () => {
  it('reads the formats of HTTP', () => {
    const instant = Date.UTC(1994, 10, 6, 8, 49, 37);
    for (const text of [
      'Sun, 06 Nov 1994 08:49:37 GMT',
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun Nov  6 08:49:37 1994 GMT',
    ])
      assert.equal(httpDate(text), instant);
  });

  it('reads nothing else', () => {
    for (const text of [
      undefined,
      '',
      '5',
      '-5',
      '1.5',
      'soon',
      'Tuesday',
      '12:00',
      'Sun, 99 Nov 1994 08:49:37 GMT',
    ])
      assert.equal(httpDate(text), undefined, text);
  });
});
