import assert from 'node:assert/strict';
import { SimulatedGateway, plainManner, wahaManner } from '../../bench/life/gateway';
import { gatewayStateAt, sessionLifetime, sixCodes } from '../../bench/life/lifetime';
import { runPairing } from '../../bench/life/product';
import { strategies, strategyNames } from '../../bench/life/run';
import { scanMany } from '../../bench/life/scan';
import { circumstances } from '../../bench/life/scenario';
import { scenarios } from '../../bench/life/scenarios';
import { given, never, ready } from './givenlife';

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

describe('The scans of the life of a code', () => {
  it('reach each second of three codes, on screen or not', async () => {
    const { scans, notOnScreen, noticed, linked } = await scanMany('noExpiry', 1, 3);
    assert.equal(scans + notOnScreen, 60 + 20 + 20);
    assert.ok(scans > notOnScreen);
    assert.ok((noticed.max ?? 0) <= (linked.max ?? 0) && (linked.max ?? 0) < 60);
    assert.ok((linked.median ?? 0) >= 4, 'the gateway links after 4 s');
  });
});
