import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import { contexts, panelType, queuePanelType } from '../../../src/ids';
import { followPairingKeys } from '../../../src/pairing/pairingkeys';

interface Shown {
  readonly ref: object;
  readonly running: boolean;
  readonly liveCode: object | undefined;
  readonly surfaces: {
    readonly columns: readonly number[];
    readonly shared: boolean;
    readonly waitsForTurn: boolean;
  };
}

const shown = (columns: readonly number[], more: Partial<Shown> & { shared?: boolean } = {}): Shown => ({
  ref: {},
  running: more.running ?? true,
  liveCode: more.liveCode,
  surfaces: { columns, shared: more.shared ?? false, waitsForTurn: false },
});

/** The context keys while these pairings are shown. */
function keysWith(
  pairings: readonly Shown[],
  columns = pairings.flatMap(({ surfaces }) => surfaces.columns),
): Readonly<Record<string, boolean | string>> {
  const [changed, tabsChanged] = [new Emitter<Shown>(), new Emitter<unknown>()];
  const values: Record<string, boolean | string> = {};
  const source = {
    shown: [] as readonly Shown[],
    latest: undefined as Shown | undefined,
    find: (ref: object) => source.shown.find((each) => each.ref === ref),
    onDidChange: changed.event,
  };
  type Given = Parameters<typeof followPairingKeys>;
  const following = followPairingKeys(
    source as unknown as Given[0],
    { set: (key: string, value: boolean | string) => (values[key] = value) } as unknown as Given[1],
    { columns: () => columns, onDidChange: tabsChanged.event },
  );
  source.shown = pairings;
  source.latest = pairings.at(-1);
  for (const pairing of pairings) changed.fire(pairing);
  following.dispose();
  return values;
}

describe('the context keys about pairings', () => {
  it('list nothing while there is no pairing', () => {
    const { pairings, running, liveCode, reportable, onePanel } = contexts;
    const values = keysWith([]);
    for (const key of [pairings, running, liveCode, reportable]) assert.equal(values[key], false);
    assert.equal(values[onePanel], '');
  });

  it('tell a running pairing and a live code from one that has ended', () => {
    const ended = keysWith([shown([1], { running: false })]);
    assert.deepEqual(
      [ended[contexts.pairings], ended[contexts.running], ended[contexts.liveCode]],
      [true, false, false],
    );
    const live = keysWith([shown([1], { running: false }), shown([], { liveCode: {} })]);
    assert.deepEqual(
      [live[contexts.running], live[contexts.liveCode], live[contexts.reportable]],
      [true, true, true],
    );
  });

  it('let the menu of a panel act only while it can mean one pairing', () => {
    assert.equal(keysWith([shown([1]), shown([])])[contexts.onePanel], panelType);
    assert.equal(keysWith([shown([2], { shared: true })])[contexts.onePanel], queuePanelType);
    assert.equal(keysWith([shown([1]), shown([2])])[contexts.onePanel], '');
  });

  it('don’t take the panel of a previous extension host for that of a pairing', () => {
    assert.equal(keysWith([shown([1])], [1, 2])[contexts.onePanel], '');
    assert.equal(keysWith([shown([1])], [2])[contexts.onePanel], '');
    assert.equal(keysWith([shown([1])], [])[contexts.onePanel], '');
  });

  it('tell a panel from a grid beside it', () => {
    const inGrid = shown([2], { shared: true });
    assert.equal(keysWith([inGrid, shown([1]), inGrid], [1])[contexts.onePanel], panelType);
    assert.equal(keysWith([inGrid], [])[contexts.onePanel], '');
  });

  it('are worked out again only if a change of a pairing matters to them', () => {
    const changed = new Emitter<Shown>();
    const pairings = Array.from({ length: 100 }, () => shown([]));
    const first = { ...shown([]), running: true };
    let workedOut = 0;
    const source = {
      get shown() {
        workedOut++;
        return [first, ...pairings];
      },
      latest: first,
      find: () => first,
      onDidChange: changed.event,
    };
    type Given = Parameters<typeof followPairingKeys>;
    followPairingKeys(source as unknown as Given[0], { set: () => undefined } as unknown as Given[1], {
      columns: () => [],
      onDidChange: () => ({ dispose: () => undefined }),
    });
    changed.fire(first);
    const before = workedOut;
    for (let times = 0; times < 50; times++) changed.fire(first);
    assert.equal(workedOut, before);
    first.running = false;
    changed.fire(first);
    assert.ok(workedOut > before);
  });
});
