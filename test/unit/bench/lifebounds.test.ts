import assert from 'node:assert/strict';
import { boundOf, leastNotShown } from '../../bench/life/bounds';
import { clairvoyant } from '../../bench/life/clairvoyant';
import { statisticsOf } from '../../bench/life/figures';
import { wahaManner } from '../../bench/life/gateway';
import { runMany, strategies } from '../../bench/life/run';
import { scenarioNames } from '../../bench/life/scenarios';
import { PlainClient, loop } from '../../bench/life/strategies';
import { given, ready } from './givenlife';

describe('The bounds of the life of a code', () => {
  it('are zero for a known moment, and a window for each change if reading earlier doesn’t pay', () => {
    assert.equal(leastNotShown(0, 5, 0), 0);
    assert.equal(leastNotShown(0, 5, 200), 1_000);
    assert.equal(leastNotShown(1_000, 0, 0), 500, 'the last code is covered half a window too early');
    assert.equal(leastNotShown(400, 2, 0), 400 + 400 + 200);
  });

  it('grow with the window and with the changes, and profit from earlier readings of a wide window', () => {
    for (let window = 200; window <= 10_000; window += 200)
      assert.ok(leastNotShown(window, 5, 0) > leastNotShown(window - 200, 5, 0));
    for (let changes = 1; changes <= 5; changes++)
      assert.ok(leastNotShown(3_000, changes, 0) > leastNotShown(3_000, changes - 1, 0));
    assert.ok(leastNotShown(5_000, 5, 0) < 5 * 5_000);
  });

  it('are reached by a client that knows the lives and covers each code for the whole window', () => {
    const costs: number[] = [];
    // The first code comes anywhere in the 500 ms before WAHA looks for it.
    for (let starting = 1; starting <= 500; starting += 7) {
      const restartedAt = ready - starting;
      const pairing = given(-starting - 3_100, { manner: wahaManner, restarts: true, expiry: false });
      const client = new PlainClient(pairing);
      const first = client.request(restartedAt - 100);
      const window = first.at - 100 - restartedAt;
      assert.equal(window, 500);
      let code = 0;
      let shownAt = first.at;
      for (const { until } of pairing.lifetime.codes) {
        client.screen.show(code, shownAt, 0);
        client.screen.clear(until - starting);
        const next = client.requestFor(until - starting + window, shownAt);
        if (next.state.kind !== 'code') break;
        ({ code, shownAt } = { code: next.state.index, shownAt: next.at });
      }
      const { expired, notShown } = statisticsOf(pairing.lifetime, client.end(pairing.lifetime.end));
      assert.equal(expired, 0);
      costs.push(notShown);
    }
    const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
    assert.ok(Math.abs(mean - leastNotShown(500, 5, 100)) < 10, `${mean}`);
  });

  it('know that a client which joined midway can’t know the end of its first code', async () => {
    const joined = given(30_000, { expiry: false });
    assert.deepEqual(boundOf(joined, await loop(5_000)(joined)), {
      expired: 2_600,
      notShown: 2_600 + leastNotShown(5_000, 4, 100),
    });
    const last = given(150_000, { expiry: false });
    assert.deepEqual(boundOf(last, await loop(5_000)(last)), { expired: 2_600, notShown: 0 });
  });

  it('are kept by the clairvoyant, who shows nothing expired and loses only the way of each new code', async () => {
    const pairing = given(-2_000);
    const statistics = statisticsOf(pairing.lifetime, await clairvoyant(pairing));
    assert.equal(statistics.expired, 0);
    assert.equal(statistics.notShown, 5 * 100);
    assert.equal(statistics.requests, 6);
    for (const scenario of scenarioNames) {
      const { expired, notShown } = await runMany(clairvoyant, scenario, 20, 3);
      assert.equal(expired.mean, 0, scenario);
      if (scenario === 'early' || scenario === 'earlyNoExpiry') continue;
      for (const name of ['loop at 5 s', 'loop at 7 s'] as const)
        assert.ok(notShown <= (await runMany(strategies[name], scenario, 20, 3)).notShown, scenario);
    }
  });
});
