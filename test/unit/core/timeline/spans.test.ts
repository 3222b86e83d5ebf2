import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitByPairing, statisticsOf, pastOf, spansOf } from '../../../../src/core/timeline/spans';
import type { TimedEntry } from '../../../../src/core/timeline/timeline';
import { inSeconds, now } from '../../samples/pairings';
import { rotation, entryAt, requestAt } from '../../samples/timelineentries';

const connecting = entryAt(0, { kind: 'phase', to: 'connecting' });

/** How each code ended, and after how many seconds. */
function livesOf(
  ...entries: readonly TimedEntry[]
): readonly (readonly [string | undefined, number | undefined])[] {
  return spansOf([connecting, ...entries]).codes.map(({ from, to, end }) => [
    end,
    to === undefined ? undefined : (to - from) / 1_000,
  ]);
}

describe('the spans of a pairing', () => {
  it('contain each code and how it ended', () => {
    const { begin, end, codes } = spansOf(rotation);
    assert.deepEqual([begin, end], [now, inSeconds(96)]);
    assert.deepEqual(codes, [
      { count: 1, from: inSeconds(11.5), due: inSeconds(71.5), to: inSeconds(71.5), end: 'expired' },
      { count: 2, from: inSeconds(72), due: inSeconds(92), to: inSeconds(84), end: 'replaced' },
      { count: 3, from: inSeconds(84), to: inSeconds(90), end: 'scanned' },
    ]);
  });

  it('contain requests from their start, waits until the next request, and states one after the other', () => {
    const { requests, waits, states } = spansOf(rotation);
    assert.deepEqual(requests.map(({ from, to, status }) => [from - now, to - from, status]).slice(0, 2), [
      [0, 1_000, 422],
      [11_000, 500, 200],
    ]);
    assert.deepEqual(waits, [
      { from: inSeconds(1), due: inSeconds(11), to: inSeconds(11), because: 'STARTING' },
    ]);
    assert.deepEqual(
      states.map(({ state, to }) => [state, to === undefined ? undefined : (to - now) / 1_000]),
      [
        ['connecting', 1],
        ['waiting', 11.5],
        ['scannable', 71.5],
        ['expired', 72],
        ['scannable', 90],
        ['linking', 96],
        ['linked', undefined],
      ],
    );
  });

  it('contain waits that no request ends which began before', () => {
    const { waits } = spansOf([
      connecting,
      entryAt(2.5, { kind: 'wait', because: 'STARTING', seconds: 10 }),
      // A session check from 2 to 3.5 s.
      requestAt(3.5, 1.5),
      requestAt(13, 0.5),
    ]);
    assert.deepEqual(
      waits.map(({ from, to = 0 }) => [from, to]),
      [[inSeconds(2.5), inSeconds(12.5)]],
    );
  });

  it('have statistics', () => {
    const spans = spansOf(rotation);
    assert.deepEqual(statisticsOf(spans, inSeconds(96)), {
      codes: 3,
      medianLife: 36_000,
      requests: 7,
      longestWait: 10_000,
    });
    assert.deepEqual(pastOf(spans, inSeconds(500)), {
      begin: now,
      ms: 96_000,
      outcome: 'linked',
      codes: 3,
      requests: 7,
    });
    assert.deepEqual(statisticsOf(spansOf([connecting]), now), { codes: 0, requests: 0 });
  });

  it('end a code without an expiry at our own limit, unless it is confirmed after that', () => {
    const code = entryAt(1, { kind: 'code', count: 1 });
    const shown = entryAt(1, { kind: 'phase', from: 'connecting', to: 'scannable' });
    const expired = entryAt(21, { kind: 'phase', from: 'scannable', to: 'expired' });
    const again = entryAt(26, { kind: 'phase', from: 'expired', to: 'scannable' });
    assert.deepEqual(livesOf(code, shown), [[undefined, undefined]]);
    assert.deepEqual(livesOf(code, shown, expired), [['limit', 20]]);
    assert.deepEqual(livesOf(code, shown, expired, again), [[undefined, undefined]]);
    const stopped = entryAt(30, { kind: 'phase', from: 'scannable', to: 'stopped' });
    assert.deepEqual(livesOf(code, shown, expired, again, stopped), [['cut', 29]]);
  });

  it('contain no time for a code that had expired on arrival', () => {
    const code = entryAt(1, { kind: 'code', count: 1, life: -1_000 });
    const expired = entryAt(1, { kind: 'phase', from: 'connecting', to: 'expired' });
    assert.deepEqual(livesOf(code, expired), [['expiredOnArrival', 0]]);
  });

  it('count a current wait up to now, but never beyond its announced end', () => {
    const failure = { kind: 'rateLimit', status: 429 } as const;
    const spans = spansOf([connecting, entryAt(1, { kind: 'retry', failure, seconds: 40 })]);
    assert.equal(statisticsOf(spans, inSeconds(5)).longestWait, 4_000);
    assert.equal(statisticsOf(spans, inSeconds(99)).longestWait, 40_000);
    const early = spansOf([connecting, entryAt(1, { kind: 'retry', failure, seconds: 40 }), requestAt(8, 1)]);
    assert.equal(statisticsOf(early, inSeconds(99)).longestWait, 6_000);
  });

  it('are consistent for any entries', () => {
    const phases = [
      'connecting',
      'waiting',
      'scannable',
      'expired',
      'paused',
      'linking',
      'linked',
      'stopped',
      'failed',
    ] as const;
    const phase = fc.constantFrom(...phases);
    const entry = fc.oneof(
      fc.record({ kind: fc.constant('phase' as const), from: phase, to: phase }),
      fc.record({
        kind: fc.constant('code' as const),
        count: fc.nat(9),
        life: fc.integer({ min: -9_000, max: 60_000 }),
      }),
      fc.record({ kind: fc.constant('code' as const), count: fc.nat(9) }),
      fc.record({
        kind: fc.constant('request' as const),
        request: fc.constant('POST /v2/session/info'),
        ms: fc.nat(20_000),
        outcome: fc.constant('SCAN_QR_CODE'),
      }),
      fc.record({
        kind: fc.constant('wait' as const),
        because: fc.constant('STARTING' as const),
        seconds: fc.nat(60),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), entry)), (steps) => {
        let seconds = 0;
        const entries = steps.map(([passed, what]) => entryAt((seconds += passed), what));
        const { codes, waits, states } = spansOf([connecting, ...entries]);
        for (const { from, to = from } of [...codes, ...waits, ...states])
          assert.ok(from >= now && to >= from);
        // Only the last of each kind may have no end yet.
        for (const lane of [codes, waits, states])
          for (const { to } of lane.slice(0, -1)) assert.ok(to !== undefined);
        assert.equal(codes.length, entries.filter(({ kind }) => kind === 'code').length);
      }),
    );
  });
});

describe('the pairings in a timeline', () => {
  it('are separated, and a request that one gave up doesn’t count for the next', () => {
    const second = entryAt(10, { kind: 'phase', to: 'connecting' });
    const stopped = entryAt(10, { kind: 'phase', from: 'connecting', to: 'stopped' });
    const late = requestAt(10.1, 2);
    const own = requestAt(11, 1);
    assert.deepEqual(splitByPairing([connecting, stopped, second, late, own]), [
      [connecting, stopped, late],
      [second, own],
    ]);
    assert.deepEqual(splitByPairing([]), []);
  });

  it('are complete even if the oldest entries were removed', () => {
    assert.deepEqual(splitByPairing(rotation.slice(5)), [rotation.slice(5)]);
  });
});
