import { httpDate } from '../../../../src/core/time/httpdate';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseExpiry, timeToLive } from '../../../../src/core/code/expiry';
import { ServerClock } from '../../../../src/core/code/serverclock';

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
    const clock = new ServerClock();
    const receivedAt = at + 300;
    const left = { min: 19_700, max: 19_700 };
    assert.deepEqual(timeToLive(at + 20_000, receivedAt, clock), left);
    clock.observe({ startedAt: at, receivedAt, date: 'yesterday' });
    assert.deepEqual(timeToLive(at + 20_000, receivedAt, clock), left);
  });

  it('is exact to the gateway’s second and the duration of the request, even if the user’s clock is wrong', () => {
    for (const skew of [0, 300, -3_600_000, -5_000, 5_000, 86_400_000]) {
      const second = Math.floor((at + skew) / 1_000) * 1_000;
      const clock = new ServerClock();
      clock.observe({ startedAt: at, receivedAt: at + 250, date: new Date(second).toUTCString() });
      assert.deepEqual(timeToLive(second + 20_000, at + 250, clock), { min: 18_750, max: 20_000 });
    }
  });

  for (const [seconds, expected] of [
    [600, 600_000],
    [600.001, 'impossible'],
    [0, 0],
    [-86_400, -86_400_000],
    [-86_400.001, undefined],
  ] as const) {
    it(`treats ${seconds} s as ${expected ?? 'no expiry'}`, () => {
      const left = timeToLive(at + seconds * 1_000, at, new ServerClock());
      assert.equal(typeof left === 'object' ? left.max : left, expected);
    });
  }

  it('always contains the real time left, for any clock difference, any time of work and any flight of up to half a second', () => {
    const skew = fc.integer({ min: -86_400_000, max: 86_400_000 });
    const work = fc.integer({ min: 0, max: 15_000 });
    const flight = fc.integer({ min: 0, max: 500 });
    const requests = fc.array(fc.record({ work, flight, pause: work }), { minLength: 1, maxLength: 5 });
    const seconds = fc.integer({ min: -250_000, max: 250_000 });
    fc.assert(
      fc.property(skew, requests, seconds, (ahead, all, left) => {
        const clock = new ServerClock();
        let now = at;
        let widest = Infinity;
        for (const each of all) {
          const startedAt = now + each.pause;
          const written = startedAt + each.work;
          now = written + each.flight;
          clock.observe({ startedAt, receivedAt: now, date: new Date(written + ahead).toUTCString() });
          widest = Math.min(widest, 1_000 + Math.min(now - startedAt, 500));
        }
        const ttl = timeToLive(now + ahead + left, now, clock);
        assert.ok(typeof ttl === 'object' && ttl.min <= left && left <= ttl.max);
        assert.ok(ttl.max - ttl.min <= widest, 'wider than the tightest answer');
      }),
      { numRuns: 2_000 },
    );
  });

  it('follows a clock that was set', () => {
    const clock = new ServerClock();
    clock.observe({ startedAt: at, receivedAt: at + 100, date: new Date(at).toUTCString() });
    const later = at + 10_000;
    clock.observe({
      startedAt: later,
      receivedAt: later + 100,
      date: new Date(later + 60_000).toUTCString(),
    });
    const left = timeToLive(later + 80_000, later + 100, clock);
    assert.ok(
      typeof left === 'object' && left.max >= 19_900 && left.min <= 19_900 && left.max - left.min <= 1_100,
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
