import { describe as describeEntry, writeLog } from '../../../../src/core/timeline/log';
import assert from 'node:assert/strict';
import type { TimelineEntry } from '../../../../src/core/timeline/timeline';
import { Timeline } from '../../../../src/core/timeline/timeline';
import { FakeLogger } from '../../fakes/logger';

/** Every kind of entry, its line, and its log level. */
const table: readonly (readonly [TimelineEntry, string, keyof FakeLogger['byLevel']])[] = [
  [{ kind: 'phase', to: 'connecting' }, '→ connecting', 'info'],
  [{ kind: 'phase', from: 'scannable', to: 'expired' }, 'scannable → expired', 'info'],
  [
    {
      kind: 'phase',
      from: 'connecting',
      to: 'failed',
      failure: { kind: 'token', status: 401, message: 'no' },
    },
    'connecting → failed: token (401)',
    'error',
  ],
  [
    { kind: 'request', request: 'POST /v2/auth/qr', status: 200, ms: 12.4, outcome: 'a code' },
    'POST /v2/auth/qr 200 in 12 ms: a code',
    'debug',
  ],
  [
    { kind: 'request', request: 'POST /v2/auth/qr', ms: 25_000, outcome: 'timeout' },
    'POST /v2/auth/qr — in 25000 ms: timeout',
    'debug',
  ],
  [
    { kind: 'retry', failure: { kind: 'network', detail: 'ECONNREFUSED' }, seconds: 10 },
    'network (ECONNREFUSED); next try in 10 s',
    'warn',
  ],
  [
    {
      kind: 'retry',
      failure: { kind: 'redirect', status: 302, detail: 'https://private.example' },
      seconds: 10,
    },
    'redirect (302); next try in 10 s',
    'warn',
  ],
  [{ kind: 'wait', because: 'STARTING', seconds: 10 }, 'STARTING; next try in 10 s', 'debug'],
  [{ kind: 'code', count: 3 }, 'code 3', 'debug'],
  [{ kind: 'code', count: 3, life: 20_000 }, 'code 3', 'debug'],
];

describe('describe and writeLog', () => {
  for (const [entry, line, level] of table)
    it(`write “${line}” as ${level}`, () => {
      const log = new FakeLogger();
      writeLog(log, entry);
      assert.equal(describeEntry(entry), line);
      assert.deepEqual(log.byLevel[level], [line]);
      assert.deepEqual(log.lines, [line]);
    });
});

describe('Timeline', () => {
  it('keeps entries with their time', () => {
    let now = 5;
    const timeline = new Timeline(() => now++);
    timeline.add({ kind: 'code', count: 1 });
    timeline.add({ kind: 'code', count: 2 });
    assert.deepEqual(timeline.entries, [
      { kind: 'code', count: 1, at: 5 },
      { kind: 'code', count: 2, at: 6 },
    ]);
    assert.equal(timeline.omitted, 0);
  });

  it('fires after each entry', () => {
    const timeline = new Timeline(() => 0);
    const seen: number[] = [];
    timeline.onDidAdd(() => seen.push(timeline.entries.length));
    timeline.add({ kind: 'code', count: 1 });
    timeline.add({ kind: 'code', count: 2 });
    assert.deepEqual(seen, [1, 2]);
  });

  it('removes the oldest of very many entries, and counts them', () => {
    const timeline = new Timeline(() => 0);
    for (let count = 1; count <= 100_000; count++) timeline.add({ kind: 'code', count });
    assert.ok(timeline.entries.length <= 2_000);
    assert.equal(timeline.omitted + timeline.entries.length, 100_000);
    assert.deepEqual(timeline.entries.at(-1), { kind: 'code', count: 100_000, at: 0 });
  });
});
