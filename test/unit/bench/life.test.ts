import assert from 'node:assert/strict';
import { openDirectAccess, openHttpAccess } from '../../bench/life/access';
import { boundOf, leastNotShown } from '../../bench/life/bounds';
import { clairvoyant } from '../../bench/life/clairvoyant';
import { statisticsOf } from '../../bench/life/figures';
import { SimulatedGateway, plainManner, wahaManner } from '../../bench/life/gateway';
import { gatewayStateAt, sessionLifetime, sixCodes } from '../../bench/life/lifetime';
import { pairWhatsApp, runPairing } from '../../bench/life/product';
import { meanExpiredTime, unknownEnd } from '../../bench/life/proof';
import { runMany, strategies, strategyNames } from '../../bench/life/run';
import { scanMany } from '../../bench/life/scan';
import type { Circumstances } from '../../bench/life/scenario';
import { circumstances } from '../../bench/life/scenario';
import { scenarioNames, scenarios } from '../../bench/life/scenarios';
import { loop, oncePerDialog } from '../../bench/life/strategies';
import { spread } from '../../bench/life/summary';
import { Session, realSession } from '../../gateway/session';

const ready = Date.UTC(2026, 0, 1);
const never = (): number => 0.99;
/** A pairing that begins `begins` ms after the first code's birth, with ways of 100 ms. */
const given = (begins: number, more: Partial<Circumstances> = {}): Circumstances => ({
  ...{
    lifetime: sessionLifetime(ready, never),
    begins: ready + begins,
    latest: ready + 300_000,
    expiry: true,
  },
  ...{
    clockOffset: 0,
    dateOffset: 0,
    manner: plainManner,
    restarts: false,
    restartTime: 3_000,
    meanDelay: 100,
  },
  ...{ trips: () => () => ({ there: 100, back: 100 }), random: () => 0.5, ...more },
});

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

describe('The gateways that the life of a code is simulated with', () => {
  it('have no code between two codes if the rotation has gaps', () => {
    const lifetime = sessionLifetime(ready, never, { ...sixCodes, gap: [1_000, 2_000] });
    const [first, second] = lifetime.codes;
    assert.ok(first && second && second.from > first.until);
    assert.deepEqual(gatewayStateAt(lifetime, first.until), { kind: 'empty' });
    assert.equal(gatewayStateAt(lifetime, second.from).kind, 'code');
  });

  it('go on sending the last code if they repeat it, and move its expiry only if it slides', () => {
    for (const ending of ['repeats', 'slides'] as const) {
      const lifetime = sessionLifetime(ready, never, { ...sixCodes, codes: 2, ending });
      const late = lifetime.end + 100_000;
      const expiry = ending === 'slides' ? late + 20_000 : lifetime.end;
      assert.deepEqual(gatewayStateAt(lifetime, late), { kind: 'code', index: 1, expiry });
    }
  });

  it('read the code after their work, or before it', () => {
    for (const [readsFirst, readAt] of [
      [false, 15_000],
      [true, 5_000],
    ] as const) {
      const manner = { ...plainManner, thinking: 10_000, readsFirst };
      assert.deepEqual(new SimulatedGateway(given(0, { manner })).reply('qr', 5_000), {
        readAt,
        sentAt: 15_000,
      });
    }
  });

  it('block a request for a code as WAHA does, until there is one or the wait is over', () => {
    const waha = new SimulatedGateway(given(0, { manner: wahaManner }));
    const sent = (arrival: number): number => waha.reply('qr', ready + arrival).sentAt - ready;
    assert.equal(sent(-700), 300, 'at the first look after the code came');
    assert.equal(sent(-30_000), -20_000, 'after ten seconds of STARTING');
    assert.equal(sent(30_000), 30_000, 'at once while there is a code');
    assert.equal(sent(165_000), 175_000, 'after ten seconds of FAILED');
    assert.equal(waha.reply('session', ready + 165_000).sentAt, ready + 165_000);
  });

  it('go through WAHA’s states after a scan', () => {
    const waha = new SimulatedGateway(given(0, { manner: wahaManner }));
    assert.equal(waha.scan(ready - 1), false, 'there is no code yet');
    const scanned = ready + 59_900;
    assert.equal(waha.scan(scanned), true);
    const states = [0, 499, 500, 800, 2_500, 2_900].map((after) => {
      const { state, account } = waha.at(scanned + after);
      return [state.kind === 'status' ? state.status : state.kind, account];
    });
    assert.deepEqual(states, [
      ['code', false],
      ['code', false],
      ['code', true],
      ['empty', true],
      ['STARTING', true],
      ['WORKING', true],
    ]);
    assert.deepEqual(waha.at(scanned + 700).state, { kind: 'code', index: 0, expiry: ready + 60_000 });
    assert.equal(waha.scan(scanned + 1), false, 'it was scanned already');
  });

  it('let a phone scan only what is on screen', async () => {
    const far = given(0, { trips: () => () => ({ there: 100, back: 2_900 }) });
    assert.equal((await runPairing(far, { scanAt: ready + 1_000 })).scannedAt, undefined);
    const { scannedAt, sights } = await runPairing(far, { scanAt: ready + 4_000 });
    assert.equal(scannedAt, ready + 4_000);
    assert.equal(sights.at(-1)?.sight, 'linked');
  });

  it('start a session from a restart: the codes begin when the scenario says so', async () => {
    const pairing = circumstances(scenarios.wahaStarted, 5, 2);
    const { record } = await runPairing(pairing);
    const [first] = record.displays;
    assert.ok(first);
    assert.ok(first.from - pairing.lifetime.ready <= 600, 'shown when the blocked request is answered');
    assert.ok((record.birthWindow ?? 0) > 0 && (record.birthWindow ?? 0) < 2_500);
    for (const name of strategyNames) {
      const { displays } = await strategies[name](circumstances(scenarios.wahaStarted, 5, 2));
      assert.ok(displays.length > 0, name);
    }
  });
});

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

describe('The scans of the life of a code', () => {
  it('reach each second of three codes, on screen or not', async () => {
    const { scans, notOnScreen, noticed, linked } = await scanMany('noExpiry', 1, 3);
    assert.equal(scans + notOnScreen, 60 + 20 + 20);
    assert.ok(scans > 80);
    assert.ok((noticed.max ?? 0) <= (linked.max ?? 0) && (linked.max ?? 0) < 60);
    assert.ok((linked.median ?? 0) >= 4, 'the gateway links after 4 s');
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
