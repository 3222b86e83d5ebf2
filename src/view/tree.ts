import type * as vscode from 'vscode';
import type { Disposable } from '../core/emitter';
import { Emitter } from '../core/emitter';
import type { KnownInstance } from '../core/instancelist';
import type { InstanceRef } from '../core/instanceref';
import { refKey } from '../core/instanceref';
import type { InstanceFacts } from './items';
import { connectionItem, instanceItem, instanceTooltip } from './items';
import type { Group } from './roster';
import type { ConnectionRow, InstanceRow, Row } from './rows';

/** How long changes that move rows are gathered, in ms: a list that jumps about can't be clicked. */
const settleTime = 1_000;

/** What the tree shows. */
export interface TreeSource {
  groups(): readonly Group[];
  /** Those of a group that the filter lets through, in the order of the sorting. */
  arranged(group: Group): readonly KnownInstance[];
  facts(known: KnownInstance): InstanceFacts;
  /** Whether there is a token for a group's connection. */
  usable(group: Group): boolean;
  /** How many of a group need someone. */
  needy(group: Group): number;
}

/** The rows of the instances view. A change of state redraws one row; only a change of order redraws its connection. */
export class InstancesTree implements vscode.TreeDataProvider<Row>, Disposable {
  readonly #changed = new Emitter<Row | Row[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #connectionRows = new Map<string, ConnectionRow>();
  readonly #instanceRows = new Map<string, InstanceRow>();
  readonly #known = new Map<string, KnownInstance>();
  /** By connection: the keys of the rows on show, in their order. */
  readonly #shown = new Map<string, readonly string[]>();
  /** By connection: how many the row says need someone. */
  readonly #needy = new Map<string, number>();
  #groups = new Map<string, Group>();
  #settling: NodeJS.Timeout | undefined;

  constructor(private readonly source: TreeSource) {}

  getChildren(row?: Row): Row[] {
    if (!row) return this.#roots();
    const group = row.kind === 'connection' ? this.#groups.get(row.name) : undefined;
    if (!group) return [];
    const arranged = this.source.arranged(group);
    this.#shown.set(group.name, arranged.map(refKey));
    return arranged.map((known) => this.#instanceRow(known));
  }

  getParent(row: Row): Row | undefined {
    return row.kind === 'instance' ? this.#connectionRows.get(row.ref.connection) : undefined;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (row.kind === 'connection') {
      const group = this.#groups.get(row.name);
      const needy = group ? this.source.needy(group) : 0;
      this.#needy.set(row.name, needy);
      return connectionItem(row, needy, group !== undefined && this.source.usable(group));
    }
    return instanceItem(this.#facts(row.ref));
  }

  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    if (row.kind === 'instance') item.tooltip = instanceTooltip(this.#facts(row.ref));
    return item;
  }

  /** The row of an instance that is listed. */
  rowOf(ref: InstanceRef): InstanceRow | undefined {
    return this.#instanceRows.get(refKey(ref));
  }

  /** Draws everything anew: other instances are listed, or otherwise. */
  refresh(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.#changed.fire(undefined);
  }

  /** Draws anew what the states of some instances change. */
  update(refs: readonly InstanceRef[]): void {
    const rows = refs.map((ref) => this.#instanceRows.get(refKey(ref))).filter((row) => row !== undefined);
    if (rows.length > 0) this.#changed.fire(rows);
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      this.#reorder();
    }, settleTime);
  }

  dispose(): void {
    clearTimeout(this.#settling);
    this.#changed.dispose();
  }

  #reorder(): void {
    const moved = [...this.#groups.values()].flatMap((group) => {
      const before = this.#shown.get(group.name);
      const row = this.#connectionRows.get(group.name);
      if (!before || !row) return [];
      const now = this.source.arranged(group).map(refKey);
      const same = now.length === before.length && now.every((key, index) => key === before[index]);
      return same && this.#needy.get(group.name) === this.source.needy(group) ? [] : [row];
    });
    if (moved.length > 0) this.#changed.fire(moved);
  }

  #roots(): Row[] {
    const groups = this.source.groups();
    this.#groups = new Map(groups.map((group) => [group.name, group]));
    this.#known.clear();
    for (const { instances } of groups) for (const known of instances) this.#known.set(refKey(known), known);
    for (const key of this.#instanceRows.keys()) if (!this.#known.has(key)) this.#instanceRows.delete(key);
    return groups.map(({ name, connection, problem }) => {
      const row = { kind: 'connection' as const, name, connection, problem };
      this.#connectionRows.set(name, row);
      return row;
    });
  }

  #instanceRow(known: KnownInstance): InstanceRow {
    const key = refKey(known);
    const { connection, instanceId } = known;
    const row = this.#instanceRows.get(key) ?? { kind: 'instance', ref: { connection, instanceId } };
    this.#instanceRows.set(key, row);
    return row;
  }

  #facts(ref: InstanceRef): InstanceFacts {
    return this.source.facts(this.#known.get(refKey(ref)) ?? ref);
  }
}
