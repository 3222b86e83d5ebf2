import assert from 'node:assert/strict';
import { openDirectAccess, openHttpAccess } from '../../bench/life/access';
import { statisticsOf } from '../../bench/life/figures';
import { sessionLifetime, sixCodes } from '../../bench/life/lifetime';
import { pairWhatsApp } from '../../bench/life/product';
import { meanExpiredTime, unknownEnd } from '../../bench/life/proof';
import { circumstances } from '../../bench/life/scenario';
import { scenarios } from '../../bench/life/scenarios';
import { loop, oncePerDialog } from '../../bench/life/strategies';
import { spread } from '../../bench/life/summary';
import { Session, realSession } from '../../gateway/session';
import { given, never, ready } from './givenlife';

describe('The simulated life of a code', () => {
  it('is the life that the stand-in gateway gives a session', () => {
    let now = ready;
    const session = new Session({ ...realSession, starting: 0 }, { now: () => now, random: Math.random });
    const { codes, end } = sessionLifetime(ready, never);
    for (const { from, until } of codes) {
      now = from;
      assert.equal(session.code?.until, until);
    }
    assert.equal(end, ready + 160_000);
    now = end;
    assert.equal(session.status, 'FAILED');
  });

  it('lets a dialog with one request show its expired code for the rest of the session', async () => {
    const circumstances = given(10_000);
    const statistics = statisticsOf(circumstances.lifetime, await oncePerDialog(circumstances));
    assert.equal(statistics.expired, 100_000);
    assert.equal(statistics.longestExpired, 100_000);
    assert.equal(statistics.neverShown, 5);
    assert.equal(statistics.requests, 1);
    assert.equal(statistics.notShown, 100_000);
  });

  it('lets a loop show an expired code until its next answer, at most for its interval and the network delay', async () => {
    const circumstances = given(1_000);
    const statistics = statisticsOf(circumstances.lifetime, await loop(5_000)(circumstances));
    // It asks at 1.1 s + n · 5 s: after the ends at 60, 80, … 160 s it asks 1.1 s later and is answered in 0.1 s.
    assert.deepEqual(statistics.delays, Array(5).fill(1_200));
    assert.equal(statistics.expired, 6 * 1_200);
    assert.equal(statistics.longestExpired, 1_200);
    assert.equal(statistics.closeRequests, 0);
    for (const begins of [0, 1_234, 4_999, 59_950]) {
      const other = given(begins);
      const { delays } = statisticsOf(other.lifetime, await loop(5_000)(other));
      assert.ok(Math.max(...delays) <= 5_100);
    }
  });

  it('counts the requests that reach the gateway less than 5 s after the one before', async () => {
    const circumstances = given(150_000);
    const statistics = statisticsOf(circumstances.lifetime, await loop(3_000)(circumstances));
    assert.equal(statistics.requests, 5);
    assert.equal(statistics.closeRequests, 4);
  });

  it('lets ours cover a code with an expiry before it expires, and at most as early as a clock of whole seconds requires', async () => {
    for (const begins of [-5_000, 0, 12_345, 58_000]) {
      const circumstances = given(begins);
      const story = await pairWhatsApp()(circumstances);
      const statistics = statisticsOf(circumstances.lifetime, story);
      assert.equal(statistics.expired, 0);
      assert.equal(statistics.closeRequests, 0);
      assert.equal(statistics.neverShown, 0);
      const early = circumstances.lifetime.end - (story.displays.at(-1)?.until ?? 0);
      assert.ok(early >= 0 && early <= 1_200, `${early} ms before its end`);
    }
  });

  it('shows that ours notices an early replacement only with the next request', async () => {
    const early = sessionLifetime(ready, () => 0.5, { ...sixCodes, earlyShare: 1 });
    assert.deepEqual(early.codes[0], { from: ready, until: ready + 30_001, expiry: ready + 60_000 });
    const circumstances = given(0, { lifetime: early });
    assert.ok(statisticsOf(early, await pairWhatsApp()(circumstances)).expired > 0);
  });

  it('has the same result through the whole HTTP code as directly through the reading of the expiry', async () => {
    for (const world of [
      scenarios.minutesOff,
      scenarios.earlyNoExpiry,
      scenarios.wahaStarted,
      scenarios.gaps,
    ]) {
      const short = await pairWhatsApp({ open: openDirectAccess })(circumstances(world, 5, 1));
      assert.ok(short.displays.length > 0);
      assert.deepEqual(await pairWhatsApp({ open: openHttpAccess })(circumstances(world, 5, 1)), short);
    }
  });

  it('is the same for the same seed, and differs for another', () => {
    const drawn = (seed: number): unknown => {
      const { lifetime, begins, clockOffset, trips } = circumstances(scenarios.secondsOff, seed, 3);
      return { life: lifetime, begins, clockOff: clockOffset, trip: trips()() };
    };
    assert.deepEqual(drawn(1), drawn(1));
    assert.notDeepEqual(drawn(1), drawn(2));
  });
});

describe('The figures of the life of a code', () => {
  it('take the median, the 99th percentile and the maximum', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => (100 - index) * 1_000);
    assert.deepEqual(spread(hundred), { median: 50, p99: 99, max: 100 });
    assert.deepEqual(spread([]), { median: undefined, p99: undefined, max: undefined });
  });

  it('predict half an interval and one network delay after an end that isn’t announced', () => {
    assert.equal(meanExpiredTime(6_000) - meanExpiredTime(5_000), 500);
    assert.ok(unknownEnd > 2_500 && unknownEnd < 2_700);
  });
});
