import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import { waitingView } from '../../../src/core/views/gridview';
import { startSpread, Grid } from '../../../src/grid/grid';
import type { CellSurface } from '../../../src/grid/cellsurface';
import type { GridAction } from '../../../src/grid/gridpanel';
import type { ToGrid } from '../../../src/core/views/gridprotocol';
import { english } from '../fakes/english';

const [first, second, third] = ['AAAAAAAAAAAA', 'BBBBBBBBBBBB', 'CCCCCCCCCCCC'].map((instanceId) => ({
  gateway: '',
  instanceId,
})) as [InstanceRef, InstanceRef, InstanceRef];

/** A grid on a panel, a clock and pairings that are none. */
function stage(refs: readonly InstanceRef[], unusable: readonly string[] = []) {
  const wished = new Emitter<GridAction>();
  const listening = new Emitter<undefined>();
  const visibility = new Emitter<boolean>();
  const closing = new Emitter<undefined>();
  const seen = {
    now: 0,
    due: new Map<number, Set<() => void>>(),
    sent: [] as ToGrid[],
    cells: new Map<string, CellSurface>(),
    ended: [] as string[],
    kept: [] as string[],
    labels: new Map([[first.instanceId, 'Shop']]),
    listens: true,
    visible: true,
    wished,
    listening,
    visibility,
    closing,
    /** Lets time go by, in ms. */
    pass(ms: number) {
      seen.now += ms;
      for (const [at, runs] of [...seen.due].sort(([a], [b]) => a - b))
        if (at <= seen.now) {
          seen.due.delete(at);
          for (const run of runs) run();
        }
    },
    /** What the page was told of a place last. */
    last: (ref: InstanceRef) =>
      seen.sent.findLast(
        (message): message is Extract<ToGrid, { type: 'cell' }> =>
          message.type === 'cell' && message.key === ref.instanceId,
      )?.cell,
  };
  const grid = new Grid(
    {
      panel: {
        get visible() {
          return seen.visible;
        },
        column: undefined,
        reveal: () => undefined,
        close: () => {
          closing.fire(undefined);
        },
        send: (make) => {
          if (seen.listens) seen.sent.push(make(seen.now));
        },
        onAction: wished.event,
        onDidGetReady: listening.event,
        onDidChangeVisibility: visibility.event,
        onDidClose: closing.event,
      },
      clock: {
        now: () => seen.now,
        at: (deadline, run) => {
          const runs = seen.due.get(deadline) ?? new Set();
          seen.due.set(deadline, runs.add(run));
          return () => runs.delete(run);
        },
      },
      t: english,
      join: (cell, { instanceId }) => {
        if (unusable.includes(instanceId)) return false;
        seen.cells.set(instanceId, cell);
        cell.onDidClose(() => seen.ended.push(instanceId));
        return true;
      },
      labelOf: ({ instanceId }) => seen.labels.get(instanceId),
      keep: (kept) => {
        seen.kept = kept.map(({ instanceId }) => instanceId);
      },
    },
    refs,
  );
  return { grid, seen };
}

describe('the grid', () => {
  it('is closed where it has nothing to show any more', () => {
    const { grid, seen } = stage([first, second]);
    seen.pass(startSpread);
    let closed = 0;
    grid.onDidClose(() => closed++);
    grid.show([]);
    assert.equal(closed, 1);
    assert.deepEqual(seen.ended, [first.instanceId, second.instanceId]);
    assert.deepEqual(seen.kept, []);
  });

  it('begins its pairings one after the other', () => {
    const { seen } = stage([first, second, third]);
    for (const count of [1, 2, 3]) {
      seen.pass(count === 1 ? 0 : startSpread);
      assert.equal(seen.cells.size, count);
    }
    assert.deepEqual(
      seen.kept,
      [first, second, third].map(({ instanceId }) => instanceId),
    );
  });

  it('shows each pairing in its own place, under its own name and number', () => {
    const { seen } = stage([first, second]);
    seen.pass(startSpread);
    seen.cells.get(second.instanceId)?.show(() => ({ ...waitingView(english), headline: 'Second' }));
    assert.deepEqual([seen.last(second)?.number, seen.last(second)?.view.headline], [2, 'Second']);
    assert.deepEqual([seen.last(first)?.number, seen.last(first)?.name], [1, 'Shop']);
    assert.equal(seen.last(first)?.view.headline, 'Requesting a code…');
  });

  it('tells two of one name apart by their IDs, and a single one by its name', () => {
    const { grid, seen } = stage([first, second]);
    seen.labels.set(second.instanceId, 'Shop');
    grid.refresh();
    assert.deepEqual(
      [first, second].map((ref) => seen.last(ref)?.fullName),
      [first, second].map(({ instanceId }) => `Shop · ${instanceId}`),
    );
    seen.wished.fire({ type: 'remove', key: second.instanceId });
    assert.equal(seen.last(first)?.fullName, 'Shop');
  });

  it('sends nothing that waits for a page, and everything once it listens', () => {
    const { seen } = stage([first, second]);
    seen.pass(startSpread);
    seen.listens = false;
    seen.sent.length = 0;
    seen.cells.get(first.instanceId)?.show(() => waitingView(english));
    assert.equal(seen.sent.length, 0);
    seen.listens = true;
    seen.listening.fire(undefined);
    assert.deepEqual(
      seen.sent.map(({ type }) => type),
      ['grid', 'cell', 'cell'],
    );
  });

  it('passes on what is wanted of one to that one alone', () => {
    const { seen } = stage([first, second]);
    seen.pass(startSpread);
    const wanted: string[] = [];
    for (const [id, cell] of seen.cells) cell.onIntent((intent) => wanted.push(`${id} ${intent}`));
    seen.wished.fire({ type: 'intent', key: second.instanceId, intent: 'retry' });
    seen.wished.fire({ type: 'intent', key: 'nobody', intent: 'retry' });
    assert.deepEqual(wanted, [`${second.instanceId} retry`]);
  });

  it('takes one off without touching the others, and closes with the last', () => {
    const { grid, seen } = stage([first, second]);
    seen.pass(startSpread);
    let closed = false;
    grid.onDidClose(() => (closed = true));
    seen.wished.fire({ type: 'remove', key: first.instanceId });
    assert.deepEqual([seen.ended, seen.kept], [[first.instanceId], [second.instanceId]]);
    assert.equal(seen.last(second)?.number, 1);
    assert.equal(closed, false);
    seen.wished.fire({ type: 'remove', key: second.instanceId });
    assert.equal(closed, true);
    assert.deepEqual(seen.ended, [first.instanceId, second.instanceId]);
  });

  it('never begins one that was taken off before its turn', () => {
    const { seen } = stage([first, second]);
    seen.wished.fire({ type: 'remove', key: second.instanceId });
    seen.pass(startSpread);
    assert.deepEqual([...seen.cells.keys()], [first.instanceId]);
  });

  it('ends all of them with the panel', () => {
    const { seen } = stage([first, second, third]);
    seen.pass(startSpread);
    seen.closing.fire(undefined);
    seen.pass(startSpread);
    assert.deepEqual(seen.ended, [first.instanceId, second.instanceId]);
    assert.equal(seen.cells.size, 2);
  });

  it('keeps those that it is told to show again, and lets the others go', () => {
    const { grid, seen } = stage([first, second]);
    seen.pass(startSpread);
    grid.show([second, third]);
    seen.pass(0);
    assert.deepEqual(seen.ended, [first.instanceId]);
    assert.deepEqual([seen.last(second)?.number, seen.last(third)?.number], [1, 2]);
  });

  it('is seen by its pairings as it is by people, and by nobody once off', () => {
    const { seen } = stage([first, second]);
    seen.pass(startSpread);
    const cell = seen.cells.get(first.instanceId);
    const told: boolean[] = [];
    cell?.onDidChangeVisibility((visible) => told.push(visible));
    seen.visible = false;
    seen.visibility.fire(false);
    assert.deepEqual([told, cell?.visible], [[false], false]);
    seen.visible = true;
    seen.wished.fire({ type: 'remove', key: first.instanceId });
    assert.equal(cell?.visible, false);
  });

  it('says of an instance without a usable gateway that it can’t be paired', () => {
    const { seen } = stage([first], [first.instanceId]);
    seen.pass(0);
    assert.equal(seen.last(first)?.view.tone, 'problem');
    // A panel of its own could say no more.
    assert.deepEqual(seen.last(first)?.view.actions, []);
  });

  it('begins the pairing of one whose gateway is usable by then', () => {
    const unusable = [first.instanceId];
    const { grid, seen } = stage([first, second], unusable);
    seen.pass(startSpread);
    assert.deepEqual([...seen.cells.keys()], [second.instanceId]);
    unusable.pop();
    grid.retry();
    grid.retry();
    assert.deepEqual([...seen.cells.keys()].sort(), [first.instanceId, second.instanceId]);
    assert.equal(seen.last(first)?.view.tone, 'busy');
    assert.deepEqual(
      seen.last(first)?.view.actions.map(({ intent }) => intent),
      ['showPanel'],
    );
  });
});
