import { httpDate } from '../../../../src/core/time/httpdate';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseExpiry, timeToLive } from '../../../../src/core/code/expiry';

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

  it('reads anything as a finite time or as none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.double(), fc.string()), (field) => {
        const time = parseExpiry(field);
        assert.ok(time === undefined || (Number.isFinite(time) && time > 0));
      }),
    );
  });
});

describe('timeToLive', () => {
  it('uses the user’s clock if the gateway reports no time', () => {
    const times = { startedAt: at, receivedAt: at + 300 };
    const left = { min: 19_700, max: 19_700 };
    assert.deepEqual(timeToLive(at + 20_000, times), left);
    assert.deepEqual(timeToLive(at + 20_000, { ...times, date: 'yesterday' }), left);
  });

  it('is exact to the gateway’s second and the duration of the request, even if the user’s clock is wrong', () => {
    for (const skew of [0, 300, -3_600_000, -5_000, 5_000, 86_400_000]) {
      const second = Math.floor((at + skew) / 1_000) * 1_000;
      const times = { startedAt: at, receivedAt: at + 250, date: new Date(second).toUTCString() };
      const ttl = timeToLive(second + 20_000, times);
      assert.deepEqual(ttl, { min: 18_750, max: 20_000 });
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
    it(`treats ${seconds} s as ${expected === undefined ? 'no expiry' : 'an expiry'}`, () => {
      assert.equal(timeToLive(at + seconds * 1_000, { startedAt: at, receivedAt: at })?.max, expected);
    });
  }

  it('always contains the real time left, for any clock difference and any delay', () => {
    const skew = fc.integer({ min: -86_400_000, max: 86_400_000 });
    const delay = fc.integer({ min: 0, max: 12_000 });
    const seconds = fc.integer({ min: -250_000, max: 250_000 });
    fc.assert(
      fc.property(skew, delay, delay, seconds, (ahead, there, back, left) => {
        const receivedAt = at + there + back;
        const date = new Date(at + there + ahead).toUTCString();
        const ttl = timeToLive(receivedAt + ahead + left, { startedAt: at, receivedAt, date });
        assert.ok(ttl !== undefined && ttl.min <= left && left <= ttl.max);
        assert.equal(ttl.max - ttl.min, 1_000 + there + back);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('httpDate', () => {
  it('reads the formats of HTTP', () => {
    const time = Date.UTC(1994, 10, 6, 8, 49, 37);
    for (const text of [
      'Sun, 06 Nov 1994 08:49:37 GMT',
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun Nov  6 08:49:37 1994 GMT',
    ])
      assert.equal(httpDate(text), time);
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
