import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import { waitingView } from '../../../src/core/views/grid/gridview';
import { startSpread, Grid } from '../../../src/grid/grid';
import type { CellSurface } from '../../../src/grid/cellsurface';
import type { GridAction } from '../../../src/grid/gridpanel';
import type { ToGrid } from '../../../src/core/views/grid/gridprotocol';
import { english } from '../fakes/english';

const [first, second, third] = ['AAAAAAAAAAAA', 'BBBBBBBBBBBB', 'CCCCCCCCCCCC'].map((instanceId) => ({
  gateway: '',
  instanceId,
})) as [InstanceRef, InstanceRef, InstanceRef];

/** A grid with a fake panel, clock and pairings. */
function stage(refs: readonly InstanceRef[], unusable: readonly string[] = []) {
  const actions = new Emitter<GridAction>();
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
    actions,
    listening,
    visibility,
    closing,
    /** Lets time pass, in ms. */
    pass(ms: number) {
      seen.now += ms;
      for (const [at, runs] of [...seen.due].sort(([a], [b]) => a - b))
        if (at <= seen.now) {
          seen.due.delete(at);
          for (const run of runs) run();
        }
    },
    /** The last cell that was sent to the page for an instance. */
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
        onAction: actions.event,
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
      save: (kept) => {
        seen.kept = kept.map(({ instanceId }) => instanceId);
      },
    },
    refs,
  );
  return { grid, seen };
}

describe('the grid', () => {
  it('closes when it has nothing left to show', () => {
    const { grid, seen } = stage([first, second]);
    seen.pass(startSpread);
    let closed = 0;
    grid.onDidClose(() => closed++);
    grid.show([]);
    assert.equal(closed, 1);
    assert.deepEqual(seen.ended, [first.instanceId, second.instanceId]);
    assert.deepEqual(seen.kept, []);
  });

  it('starts its pairings one after the other', () => {
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

  it('shows each pairing in its own cell, with its own name and number', () => {
    const { seen } = stage([first, second]);
    seen.pass(startSpread);
    seen.cells.get(second.instanceId)?.show(() => ({ ...waitingView(english), headline: 'Second' }));
    assert.deepEqual([seen.last(second)?.number, seen.last(second)?.view.headline], [2, 'Second']);
    assert.deepEqual([seen.last(first)?.number, seen.last(first)?.name], [1, 'Shop']);
    assert.equal(seen.last(first)?.view.headline, 'Requesting a code…');
  });

  it('adds the ID to a name only if two instances have the same name', () => {
    const { grid, seen } = stage([first, second]);
    seen.labels.set(second.instanceId, 'Shop');
    grid.refresh();
    assert.deepEqual(
      [first, second].map((ref) => seen.last(ref)?.fullName),
      [first, second].map(({ instanceId }) => `Shop · ${instanceId}`),
    );
    seen.actions.fire({ type: 'remove', key: second.instanceId });
    assert.equal(seen.last(first)?.fullName, 'Shop');
  });

  it('sends nothing while the page doesn’t listen, and everything when it does', () => {
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

  it('passes an intent only to its own cell', () => {
    const { seen } = stage([first, second]);
    seen.pass(startSpread);
    const intents: string[] = [];
    for (const [id, cell] of seen.cells) cell.onIntent((intent) => intents.push(`${id} ${intent}`));
    seen.actions.fire({ type: 'intent', key: second.instanceId, intent: 'retry' });
    seen.actions.fire({ type: 'intent', key: 'nobody', intent: 'retry' });
    assert.deepEqual(intents, [`${second.instanceId} retry`]);
  });

  it('removes one cell without changing the others, and closes with the last', () => {
    const { grid, seen } = stage([first, second]);
    seen.pass(startSpread);
    let closed = false;
    grid.onDidClose(() => (closed = true));
    seen.actions.fire({ type: 'remove', key: first.instanceId });
    assert.deepEqual([seen.ended, seen.kept], [[first.instanceId], [second.instanceId]]);
    assert.equal(seen.last(second)?.number, 1);
    assert.equal(closed, false);
    seen.actions.fire({ type: 'remove', key: second.instanceId });
    assert.equal(closed, true);
    assert.deepEqual(seen.ended, [first.instanceId, second.instanceId]);
  });

  it('never starts a pairing whose cell was removed before', () => {
    const { seen } = stage([first, second]);
    seen.actions.fire({ type: 'remove', key: second.instanceId });
    seen.pass(startSpread);
    assert.deepEqual([...seen.cells.keys()], [first.instanceId]);
  });

  it('ends all pairings with the panel', () => {
    const { seen } = stage([first, second, third]);
    seen.pass(startSpread);
    seen.closing.fire(undefined);
    seen.pass(startSpread);
    assert.deepEqual(seen.ended, [first.instanceId, second.instanceId]);
    assert.equal(seen.cells.size, 2);
  });

  it('keeps the instances that it should still show, and removes the others', () => {
    const { grid, seen } = stage([first, second]);
    seen.pass(startSpread);
    grid.show([second, third]);
    seen.pass(0);
    assert.deepEqual(seen.ended, [first.instanceId]);
    assert.deepEqual([seen.last(second)?.number, seen.last(third)?.number], [1, 2]);
  });

  it('tells its cells whether they are visible, which a removed cell never is', () => {
    const { seen } = stage([first, second]);
    seen.pass(startSpread);
    const cell = seen.cells.get(first.instanceId);
    const visibilities: boolean[] = [];
    cell?.onDidChangeVisibility((visible) => visibilities.push(visible));
    seen.visible = false;
    seen.visibility.fire(false);
    assert.deepEqual([visibilities, cell?.visible], [[false], false]);
    seen.visible = true;
    seen.actions.fire({ type: 'remove', key: first.instanceId });
    assert.equal(cell?.visible, false);
  });

  it('shows that an instance without a usable gateway can’t be paired', () => {
    const { seen } = stage([first], [first.instanceId]);
    seen.pass(0);
    assert.equal(seen.last(first)?.view.tone, 'problem');
    // A panel could show no more.
    assert.deepEqual(seen.last(first)?.view.actions, []);
  });

  it('starts a pairing when its gateway can be used', () => {
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
