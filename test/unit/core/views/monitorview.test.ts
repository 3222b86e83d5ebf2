import assert from 'node:assert/strict';
import type { MonitorSource } from '../../../../src/core/views/monitorview';
import { monitorView } from '../../../../src/core/views/monitorview';
import { english } from '../../fakes/english';
import { inSeconds, now } from '../../samples/pairings';
import { rotation, traced } from '../../samples/traced';

function viewOf(monitored: Partial<MonitorSource>): ReturnType<typeof monitorView> {
  const date = (at: number): string => `day ${at - now}`;
  return monitorView({ entries: rotation, history: [], now: inSeconds(100), date, ...monitored }, english);
}

describe('the monitor’s view', () => {
  it('tells the pairing in a table, in the order of time', () => {
    assert.deepEqual(viewOf({}).table.rows, [
      ['0:00.0', 'State', 'Asking'],
      ['0:01.0', 'Request', 'POST /v2/auth/qr · 422 · 1000 ms · STARTING'],
      ['0:01.0', 'State', 'Asking → Starting'],
      ['0:01.0', 'Wait', '10 s: the session is starting (STARTING)'],
      ['0:11.5', 'Request', 'POST /v2/auth/qr · 200 · 500 ms · a code, 60 s left'],
      ['0:11.5', 'Code 1', 'first seen, with 1:00 left'],
      ['0:11.5', 'State', 'Starting → Code on show'],
      ['1:11.5', 'End of code 1', 'expired after 1:00'],
      ['1:11.5', 'State', 'Code on show → Code covered'],
      ['1:12.0', 'Request', 'POST /v2/auth/qr · 200 · 500 ms · a code, 20 s left'],
      ['1:12.0', 'Code 2', 'first seen, with 20 s left'],
      ['1:12.0', 'State', 'Code covered → Code on show'],
      ['1:18.0', 'Request', 'POST /v2/auth/qr · no answer · 250 ms · a code'],
      ['1:24.0', 'End of code 2', 'replaced after 12 s'],
      ['1:24.0', 'Request', 'POST /v2/auth/qr · no answer · 250 ms · a code'],
      ['1:24.0', 'Code 3', 'first seen; the gateway told no expiry'],
      ['1:30.0', 'End of code 3', 'scanned after 6 s'],
      ['1:30.0', 'Request', 'POST /v2/auth/qr · 422 · 500 ms · STARTING'],
      ['1:30.0', 'State', 'Code on show → Linking'],
      ['1:36.0', 'Request', 'POST /v2/auth/qr · no answer · 1000 ms · a code'],
      ['1:36.0', 'State', 'Linking → Linked'],
    ]);
  });

  it('has the same in four lanes, each kind with a look of its own', () => {
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
      look: 'dashed',
      texts: ['3: scanned', '3'],
    });
    assert.deepEqual(
      lanes[2]?.marks.slice(0, 4).map(({ look }) => look),
      ['striped', 'solid', 'solid', 'dashed'],
    );
  });

  it('has the numbers', () => {
    assert.deepEqual(
      viewOf({}).statistics.map(({ name, value }) => `${name}: ${value}`),
      ['Codes seen: 3', 'Median life: 36 s', 'Requests: 7', 'Longest wait: 10 s'],
    );
  });

  it('goes on with the time while the pairing runs, and says until when a code will live', () => {
    const { length, running, lanes } = viewOf({ entries: rotation.slice(0, 7), now: inSeconds(20) });
    assert.deepEqual([length, running], [20_000, true]);
    assert.deepEqual(lanes[1]?.marks, [{ from: 11_500, due: 71_500, look: 'solid', texts: ['1'] }]);
  });

  it('shows the last attempt alone', () => {
    const again = traced(100, { kind: 'phase', to: 'connecting' });
    assert.deepEqual(viewOf({ entries: [...rotation, again] }).table.rows, [['0:00.0', 'State', 'Asking']]);
  });

  it('names no origin that a redirect points at', () => {
    const failure = { kind: 'redirect', status: 302, detail: 'https://private.example' } as const;
    const failed = traced(1, { kind: 'phase', from: 'connecting', to: 'failed', failure });
    assert.doesNotMatch(JSON.stringify(viewOf({ entries: [...rotation.slice(0, 1), failed] })), /private/);
  });

  it('lists past pairings, and is whole without any and without an entry', () => {
    const past = { begin: now, ms: 96_000, outcome: 'linked', codes: 3, requests: 7 } as const;
    assert.deepEqual(viewOf({ history: [past] }).history.rows, [['day 0', '1:36', 'Linked', '3', '7']]);
    const { length, running, table } = viewOf({ entries: [] });
    assert.deepEqual([length, running, table.rows], [0, false, []]);
  });
});
