import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MonitorMark, MonitorView } from '../../../../src/core/views/monitorview';
import { labelsOf, scaleOf } from '../../../../src/webview/panel/timescale';

function view(length: number, running: boolean, marks: readonly MonitorMark[] = []): MonitorView {
  const table = { caption: '', head: [], rows: [], none: '' };
  return {
    length,
    running,
    lanes: [{ name: '', marks }],
    label: '',
    now: '',
    statistics: [],
    table,
    pastPairings: table,
    actions: [],
  };
}

function mark(from: number, ...texts: readonly string[]): MonitorMark {
  return { from, pattern: 'solid', texts };
}

describe('the scale of the timeline', () => {
  it('shows the whole of a short pairing, and moves on while it runs', () => {
    const { x, now, ticks } = scaleOf(view(10_000, true), 10_000, 400);
    assert.deepEqual([now, x(0), x(10_000), x(20_000)], [20_000, 0, 200, 400]);
    assert.deepEqual(ticks, [0, 5_000, 10_000, 15_000, 20_000]);
  });

  it('stops when the pairing ends', () => {
    assert.equal(scaleOf(view(10_000, false), 60_000, 400).now, 10_000);
  });

  it('leaves space for the rest of a code’s lifetime', () => {
    const { x } = scaleOf(view(10_000, true, [{ ...mark(0), due: 40_000 }]), 0, 400);
    assert.deepEqual([x(10_000), x(40_000)], [100, 400]);
  });

  it('shows the last five minutes of a long pairing', () => {
    const { x } = scaleOf(view(3_600_000, true), 0, 300);
    assert.deepEqual([x(0), x(3_300_000), x(3_450_000), x(3_600_000)], [0, 0, 150, 300]);
  });

  it('never has ticks that overlap, are outside or are too many', () => {
    const sizes = fc.tuple(
      fc.nat(9_000_000),
      fc.boolean(),
      fc.nat(99_000),
      fc.integer({ min: 60, max: 2_000 }),
    );
    fc.assert(
      fc.property(sizes, ([length, running, age, width]) => {
        const { x, ticks } = scaleOf(view(length, running), age, width);
        const places = ticks.map(x);
        for (const [index, place] of places.entries()) {
          assert.ok(place >= 0 && place <= width + 0.001);
          const before = places[index - 1];
          if (before !== undefined) assert.ok(place - before >= 55.999);
        }
      }),
    );
  });
});

describe('the texts under a lane', () => {
  const x = (ms: number): number => ms;

  it('are the longest that fit before the next mark', () => {
    const marks = [mark(0, 'a long text', 'short'), mark(50, 'a long text'), mark(60, 'x')];
    assert.deepEqual(labelsOf(marks, x, 400), [
      { x: 0, text: 'short' },
      { x: 60, text: 'x' },
    ]);
  });

  it('begin before their mark at the right edge', () => {
    assert.deepEqual(labelsOf([mark(0, 'one'), mark(395, 'linked')], x, 400), [
      { x: 0, text: 'one' },
      { x: 358, text: 'linked' },
    ]);
  });

  it('never overlap and are never outside', () => {
    const marks = fc.array(fc.tuple(fc.nat(400), fc.array(fc.string({ maxLength: 20 }))));
    fc.assert(
      fc.property(marks, (drawn) => {
        const sorted = drawn.toSorted(([a], [b]) => a - b).map(([from, texts]) => mark(from, ...texts));
        let free = 0;
        for (const label of labelsOf(sorted, x, 400)) {
          assert.ok(label.x >= free);
          free = label.x + label.text.length * 6;
        }
        assert.ok(free <= 400);
      }),
    );
  });
});
