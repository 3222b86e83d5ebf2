import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Exported } from '../../../../src/core/timeline/export';
import { cell, exportTimeline } from '../../../../src/core/timeline/export';
import { inSeconds, now } from '../../samples/pairings';
import { rotation } from '../../samples/timelineentries';

const exported: Exported = {
  instanceId: 'INSTANCE1234',
  now: inSeconds(100),
  entries: rotation,
  omitted: 0,
  pastPairings: [{ begin: now, ms: 96_000, outcome: 'linked', codes: 3, requests: 7 }],
};

/** Parses a CSV file as RFC 4180 says. */
function parse(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(pattern)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('the export of the monitor', () => {
  it('is JSON with times as text and durations in milliseconds', () => {
    const document = JSON.parse(exportTimeline(exported, 'json')) as Record<string, unknown>;
    assert.equal(document['instanceId'], 'INSTANCE1234');
    assert.equal(document['exportedAt'], '2026-01-01T12:01:40.000Z');
    const [first] = document['pairings'] as Record<'statistics' | 'codes' | 'waits', unknown[]>[];
    assert.deepEqual(first?.statistics, {
      codes: 3,
      medianLife: 36_000,
      requests: 7,
      longestWait: 10_000,
    });
    assert.deepEqual(first.codes[1], {
      number: 2,
      seenAt: '2026-01-01T12:01:12.000Z',
      expiresAt: '2026-01-01T12:01:32.000Z',
      endedAt: '2026-01-01T12:01:24.000Z',
      end: 'replaced',
      ms: 12_000,
    });
    assert.deepEqual(first.waits, [
      {
        begunAt: '2026-01-01T12:00:01.000Z',
        endedAt: '2026-01-01T12:00:11.000Z',
        announcedUntil: '2026-01-01T12:00:11.000Z',
        because: 'STARTING',
      },
    ]);
    assert.deepEqual(document['pastPairings'], [
      { begunAt: '2026-01-01T12:00:00.000Z', ms: 96_000, outcome: 'linked', codes: 3, requests: 7 },
    ]);
  });

  it('is CSV with one row for each span, and the same number of cells in each', () => {
    const rows = parse(exportTimeline(exported, 'csv'));
    assert.deepEqual(new Set(rows.map(({ length }) => length)), new Set([8]));
    const [head, ...spans] = rows;
    assert.deepEqual(head?.slice(0, 3), ['pairing', 'kind', 'what']);
    const count = (kind: string): number => spans.filter((row) => row[1] === kind).length;
    assert.deepEqual(['state', 'code', 'request', 'wait', 'past pairing'].map(count), [7, 3, 7, 1, 1]);
    assert.deepEqual(
      spans.find((row) => row[1] === 'request'),
      [
        '1',
        'request',
        'POST /v2/auth/qr',
        '2026-01-01T12:00:00.000Z',
        '2026-01-01T12:00:01.000Z',
        '1000',
        '422',
        'STARTING',
      ],
    );
  });

  it('is complete without any entry', () => {
    const empty = { ...exported, entries: [], pastPairings: [] };
    assert.equal(parse(exportTimeline(empty, 'csv')).length, 1);
    assert.deepEqual((JSON.parse(exportTimeline(empty, 'json')) as Exported).pastPairings, []);
  });
});

describe('a cell', () => {
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n'])
    it(`with ${JSON.stringify(formula)} isn’t a formula`, () => {
      assert.deepEqual(parse(`${cell(formula)}\r\n`), [[`'${formula}`]]);
    });

  it('can be parsed again, with any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (one, other) => {
        const back = parse(`${cell(one)},${cell(other)}\r\n`);
        assert.deepEqual(
          back[0]?.map((text) => text.replace(/^'/, '')),
          [one, other].map((text) => text.replace(/^'/, '')),
        );
      }),
    );
  });

  it('with a number or nothing has no quotes', () => {
    assert.deepEqual([cell(-3), cell(undefined)], ['-3', '']);
  });
});
