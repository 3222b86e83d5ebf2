import assert from 'node:assert/strict';
import { install } from '@sinonjs/fake-timers';
import type { TreeItem } from 'vscode';
import type { InstanceStateKind } from '../../../../src/core/instances/instancestate';
import type { KnownInstance } from '../../../../src/core/references/instancename';
import { refKey } from '../../../../src/core/references/instanceref';
import { internalCommands } from '../../../../src/ids';
import type { Group } from '../../../../src/instancesview/tree/groups';
import { Listing } from '../../../../src/instancesview/tree/listing';
import { pageSize } from '../../../../src/instancesview/tree/pages';
import { rowCommand } from '../../../../src/instancesview/tree/rowcommand';
import type { Row } from '../../../../src/instancesview/tree/rows';
import { InstancesTree } from '../../../../src/instancesview/tree/tree';
import { FakeMemento } from '../../fakes/memento';

/** The tree of a gateway with a number of instances, in an editor that draws what it is told to. */
class Editor {
  /** The rows of each event. */
  readonly events: (readonly Row[])[] = [];
  /** How many items of instances were made. */
  items = 0;
  /** How many times the instances were sorted. */
  sorted = 0;
  readonly tree: InstancesTree;
  readonly list: readonly KnownInstance[];
  readonly #listing: Listing;
  readonly #kinds = new Map<string, InstanceStateKind>();
  readonly #checks = new Map<string, number>();

  constructor(count: number) {
    this.list = Array.from({ length: count }, (_, index) => ({ gateway: 'acme', instanceId: `N${index}` }));
    const kindOf = (ref: KnownInstance): InstanceStateKind => this.#kinds.get(refKey(ref)) ?? 'unchecked';
    const listing = (this.#listing = new Listing({
      gateways: { list: [], problems: [], find: () => undefined },
      instances: { list: this.list },
      globalState: new FakeMemento(),
      kindOf,
      accountOf: () => undefined,
    }));
    this.tree = new InstancesTree(
      {
        groups: () => listing.groups,
        arranged: (group) => {
          this.sorted++;
          return listing.arranged(group);
        },
        fingerprint: (ref) => kindOf(ref),
        summary: () => '',
        keepsOrder: () => false,
        settled: () => undefined,
      },
      {
        gateway: ({ name }) => item(name),
        instance: (known) => {
          this.items++;
          const kind = kindOf(known);
          const label = `${known.instanceId} ${kind} ${this.#checks.get(refKey(known)) ?? 0}`;
          const command = rowCommand('Pair WhatsApp instance', 'pair', known);
          return Object.assign(item(label), kind !== 'linked' && { command });
        },
        tooltip: () => assert.fail('The editor asked for no tooltip.'),
        more: (_, { next, shown, all }) => item(`${next} more, ${shown} of ${all}`),
      },
    );
    this.tree.onDidChangeTreeData((changed) => {
      const rows = changed === undefined ? [] : Array.isArray(changed) ? changed : [changed];
      this.events.push(rows);
      for (const row of rows) this.#draw(row);
    });
    for (const row of this.tree.getChildren()) this.#draw(row);
    this.items = 0;
    this.sorted = 0;
  }

  /** What a check found. */
  answer(known: KnownInstance, kind: InstanceStateKind): void {
    this.tree.update([known]);
    this.#kinds.set(refKey(known), kind);
    this.#checks.set(refKey(known), (this.#checks.get(refKey(known)) ?? 0) + 1);
    this.#listing.noteChange();
    this.tree.update([known]);
  }

  /** The labels of the gateway's rows. */
  get labels(): readonly unknown[] {
    const [gateway] = this.tree.getChildren();
    return this.tree.getChildren(gateway).map((row) => this.tree.getTreeItem(row).label);
  }

  #draw(row: Row): void {
    this.tree.getTreeItem(row);
    if (row.kind === 'gateway') for (const child of this.tree.getChildren(row)) this.#draw(child);
  }
}

function item(label: string): TreeItem {
  return Object.assign(Object.create(null) as TreeItem, { label });
}

describe('the rows of the instances view', () => {
  let clock: ReturnType<typeof install>;
  beforeEach(() => {
    clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    clock.uninstall();
  });

  it('redraw one row for an answer, once, however many instances there are', () => {
    for (const count of [10, 1_000, 10_000]) {
      const editor = new Editor(count);
      const [first] = editor.list;
      assert.ok(first);
      editor.answer(first, 'linked');
      assert.deepEqual(editor.events, [[{ kind: 'instance', ref: first }]], `${count} instances`);
      assert.deepEqual([editor.items, editor.sorted], [3, 0], `${count} instances`);
    }
  });

  it('redraw nothing if the row shows the same as before, or if there is no row', () => {
    const editor = new Editor(1_000);
    const [first, last] = [editor.list[0], editor.list.at(-1)];
    assert.ok(first && last);
    editor.tree.update([first]);
    editor.answer(last, 'linked');
    assert.deepEqual(editor.events, []);
  });

  it('move the less often the more rows there are', () => {
    const redraws = [10, 1_000, 10_000].map((count) => {
      const editor = new Editor(count);
      for (const known of editor.list.slice(0, 60)) {
        editor.answer(known, 'linked');
        clock.tick(1_000);
      }
      const ofGateway = editor.events.flat().filter(({ kind }) => kind === 'gateway').length;
      // Each answer, and each redraw of the first page.
      assert.ok(editor.items <= 60 * 3 + ofGateway * pageSize);
      return ofGateway;
    });
    const [few = 0, many = 0, most = 0] = redraws;
    assert.ok(few <= 60 && many <= 17 && most <= 8, redraws.join(', '));
  });

  it('are so many at first that the editor draws them at once, and twice as many each time the user asks', () => {
    const editor = new Editor(1_000);
    assert.equal(editor.labels.length, pageSize + 1);
    assert.equal(editor.labels.at(-1), '100 more, 100 of 1000');
    const drawn: Row[] = [];
    const onDrawn = (row: Row): void => void drawn.push(row);
    editor.tree.showMore('acme', onDrawn);
    // It is the first of the new ones, which gets the focus.
    assert.deepEqual(drawn, [{ kind: 'instance', ref: editor.list[pageSize] }]);
    assert.deepEqual(
      editor.events.flat().map(({ kind }) => kind),
      ['gateway'],
    );
    assert.equal(editor.labels.at(-1), '200 more, 200 of 1000');
    for (let times = 0; times < 5; times++) editor.tree.showMore('acme', onDrawn);
    assert.equal(drawn.length, 4);
    assert.equal(editor.labels.length, 1_000);
    assert.ok(!editor.labels.some((label) => String(label).includes('more')));
  });

  it('begin with the instances that need attention, even if they had no row before', () => {
    const editor = new Editor(1_000);
    const last = editor.list.at(-1);
    assert.ok(last);
    editor.answer(last, 'failed');
    clock.tick(10_000);
    assert.equal(editor.events.length, 1);
    assert.equal(editor.labels[0], 'N999 failed 1');
  });

  it('run their command without arguments, which the editor would forget before it draws them again', () => {
    const editor = new Editor(1);
    const [first] = editor.list;
    const [row] = editor.tree.getChildren(editor.tree.getChildren()[0]);
    assert.ok(first && row);
    assert.deepEqual(editor.tree.getTreeItem(row).command, {
      command: internalCommands.openRow,
      title: 'Pair WhatsApp instance',
    });
    assert.deepEqual(editor.tree.commandOf(row)?.arguments, [first]);
    editor.answer(first, 'linked');
    assert.deepEqual(
      [editor.tree.getTreeItem(row).command, editor.tree.commandOf(row)],
      [undefined, undefined],
    );
  });

  it('belong to their gateway, which the editor needs to reveal them', () => {
    const editor = new Editor(1_000);
    const [gateway] = editor.tree.getChildren();
    const rows = editor.tree.getChildren(gateway);
    for (const row of [rows[0], rows.at(-1)]) {
      assert.ok(row);
      assert.equal(editor.tree.getParent(row), gateway);
    }
  });
});

describe('the page of a gateway', () => {
  it('is the first rows of its list, before the editor has drawn them', () => {
    const { tree, list } = new Editor(250);
    const group: Group = { name: 'acme', gateway: undefined, problem: undefined, instances: list };
    assert.deepEqual(tree.pageOf(group), { instances: list.slice(0, pageSize), hidden: 150 });
  });
});
