import assert from 'node:assert/strict';
import type { MonitorSource } from '../../../../src/core/views/monitorview';
import { monitorView } from '../../../../src/core/views/monitorview';
import { english } from '../../fakes/english';
import { inSeconds, now } from '../../samples/pairings';
import { rotation, entryAt } from '../../samples/timelineentries';

function viewOf(monitored: Partial<MonitorSource>): ReturnType<typeof monitorView> {
  const date = (at: number): string => `day ${at - now}`;
  return monitorView(
    { entries: rotation, pastPairings: [], now: inSeconds(100), date, ...monitored },
    english,
  );
}

describe('the monitor’s view', () => {
  it('lists the events of the pairing in a table, by time', () => {
    assert.deepEqual(viewOf({}).table.rows, [
      ['0:00.0', 'State', 'Requesting'],
      ['0:01.0', 'Request', 'POST /v2/auth/qr · 422 · 1000 ms · STARTING'],
      ['0:01.0', 'State', 'Requesting → Starting'],
      ['0:01.0', 'Wait', '10 s: the instance is starting (STARTING)'],
      ['0:11.5', 'Request', 'POST /v2/auth/qr · 200 · 500 ms · a code, 60 s left'],
      ['0:11.5', 'Code 1', 'first seen, with 1:00 left'],
      ['0:11.5', 'State', 'Starting → Code visible'],
      ['1:11.5', 'End of code 1', 'expired after 1:00'],
      ['1:11.5', 'State', 'Code visible → Code covered'],
      ['1:12.0', 'Request', 'POST /v2/auth/qr · 200 · 500 ms · a code, 20 s left'],
      ['1:12.0', 'Code 2', 'first seen, with 20 s left'],
      ['1:12.0', 'State', 'Code covered → Code visible'],
      ['1:18.0', 'Request', 'POST /v2/auth/qr · no answer · 250 ms · a code'],
      ['1:24.0', 'End of code 2', 'replaced after 12 s'],
      ['1:24.0', 'Request', 'POST /v2/auth/qr · no answer · 250 ms · a code'],
      ['1:24.0', 'Code 3', 'first seen, without an expiry'],
      ['1:30.0', 'End of code 3', 'scanned after 6 s'],
      ['1:30.0', 'Request', 'POST /v2/auth/qr · 422 · 500 ms · STARTING'],
      ['1:30.0', 'State', 'Code visible → Linking'],
      ['1:36.0', 'Request', 'POST /v2/auth/qr · no answer · 1000 ms · a code'],
      ['1:36.0', 'State', 'Linking → Linked'],
    ]);
  });

  it('shows the same in four lanes, each kind with its own pattern', () => {
    const { lanes, length, running } = viewOf({});
    assert.deepEqual([length, running], [96_000, false]);
    assert.deepEqual(
      lanes.map(({ name, marks }) => [name, marks.length]),
      [
        ['State', 7],
        ['Codes', 3],
        ['Requests', 7],
        ['Waits', 1],
      ],
    );
    assert.deepEqual(lanes[1]?.marks[2], {
      from: 84_000,
      to: 90_000,
      pattern: 'dashed',
      texts: ['3: scanned', '3'],
    });
    assert.deepEqual(
      lanes[2]?.marks.slice(0, 4).map(({ pattern }) => pattern),
      ['striped', 'solid', 'solid', 'dashed'],
    );
  });

  it('has statistics', () => {
    assert.deepEqual(
      viewOf({}).statistics.map(({ name, value }) => `${name}: ${value}`),
      ['Codes seen: 3', 'Median lifetime: 36 s', 'Requests: 7', 'Longest wait: 10 s'],
    );
  });

  it('grows with the time while the pairing runs, and shows when a code will expire', () => {
    const { length, running, lanes } = viewOf({ entries: rotation.slice(0, 7), now: inSeconds(20) });
    assert.deepEqual([length, running], [20_000, true]);
    assert.deepEqual(lanes[1]?.marks, [{ from: 11_500, due: 71_500, pattern: 'solid', texts: ['1'] }]);
  });

  it('shows only the last pairing', () => {
    const again = entryAt(100, { kind: 'phase', to: 'connecting' });
    assert.deepEqual(viewOf({ entries: [...rotation, again] }).table.rows, [
      ['0:00.0', 'State', 'Requesting'],
    ]);
  });

  it('doesn’t name the origin that a redirect leads to', () => {
    const failure = { kind: 'redirect', status: 302, detail: 'https://private.example' } as const;
    const failed = entryAt(1, { kind: 'phase', from: 'connecting', to: 'failed', failure });
    assert.doesNotMatch(JSON.stringify(viewOf({ entries: [...rotation.slice(0, 1), failed] })), /private/);
  });

  it('lists past pairings, and is complete without any and without entries', () => {
    const past = { begin: now, ms: 96_000, outcome: 'linked', codes: 3, requests: 7 } as const;
    assert.deepEqual(viewOf({ pastPairings: [past] }).pastPairings.rows, [
      ['day 0', '1:36', 'Linked', '3', '7'],
    ]);
    const { length, running, table } = viewOf({ entries: [] });
    assert.deepEqual([length, running, table.rows], [0, false, []]);
  });
});
