// src/instancesview/tree: the rows of the instances view.
import type * as vscode from 'vscode';
import type { Disposable } from '../../core/events/emitter';
import { Emitter } from '../../core/events/emitter';
import type { Failure } from '../../core/failures/failure';
import type { KnownInstance } from '../../core/references/instancename';
import type { InstanceRef } from '../../core/references/instanceref';
import { refKey } from '../../core/references/instanceref';
import type { InstanceFacts } from './items';
import { gatewayItem, instanceItem, instanceTooltip } from './items';
import type { Group } from './groups';
import type { GatewayRow, InstanceRow, Row } from './rows';

/**
 * Delay before rows are moved, in ms. Changes within this time move rows only once, since the user can't click in a list that
 * keeps jumping.
 */
const reorderDelay = 1_000;

/** The data that the tree shows. */
export interface TreeSource {
  groups(): readonly Group[];
  /** The instances of a group that match the filter, sorted. */
  arranged(group: Group): readonly KnownInstance[];
  facts(known: KnownInstance): InstanceFacts;
  /** A text that changes whenever the position of an instance's row or the content of its gateway's row may change. */
  fingerprint(ref: InstanceRef): string;
  /** Whether there is a token for a group's gateway. */
  hasToken(group: Group): boolean;
  /** How many instances of a group need attention. */
  needAttention(group: Group): number;
  /** Why a group's gateway refuses requests, if it does. */
  refusal(group: Group): Failure | undefined;
  /** Whether rows must not move, because the user has selected several. */
  keepsOrder(): boolean;
  /** Called a moment after states have changed. */
  settled(): void;
}

/** The rows of the instances view. A change of state redraws one row. Only a change of order redraws its gateway. */
export class InstancesTree implements vscode.TreeDataProvider<Row>, Disposable {
  readonly #changed = new Emitter<Row | Row[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #gatewayRows = new Map<string, GatewayRow>();
  readonly #instanceRows = new Map<string, InstanceRow>();
  readonly #known = new Map<string, KnownInstance>();
  /** The last fingerprint of each instance, by key. */
  readonly #fingerprints = new Map<string, string>();
  /** By gateway: the keys of the rows shown, in order. */
  readonly #shown = new Map<string, readonly string[]>();
  /** By gateway: the changing part of what its row shows. */
  readonly #drawnSummaries = new Map<string, string>();
  #groups = new Map<string, Group>();
  #reorderTimer: NodeJS.Timeout | undefined;

  constructor(private readonly source: TreeSource) {}

  getChildren(row?: Row): Row[] {
    if (!row) return this.#roots();
    const group = row.kind === 'gateway' ? this.#groups.get(row.name) : undefined;
    if (!group) return [];
    const arranged = this.source.arranged(group);
    this.#shown.set(group.name, arranged.map(refKey));
    return arranged.map((known) => this.#instanceRow(known));
  }

  getParent(row: Row): Row | undefined {
    return row.kind === 'instance' ? this.#gatewayRows.get(row.ref.gateway) : undefined;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (row.kind === 'gateway') {
      const group = this.#groups.get(row.name);
      if (group) this.#drawnSummaries.set(row.name, this.#summary(group));
      return gatewayItem(row, {
        needAttention: group ? this.source.needAttention(group) : 0,
        hasToken: group !== undefined && this.source.hasToken(group),
        refusal: group && this.source.refusal(group),
      });
    }
    return instanceItem(this.#facts(row.ref));
  }

  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    if (row.kind === 'instance') item.tooltip = instanceTooltip(this.#facts(row.ref));
    return item;
  }

  /** Draws everything again, after a change of the listed instances or their order. */
  refresh(): void {
    clearTimeout(this.#reorderTimer);
    this.#reorderTimer = undefined;
    this.#changed.fire(undefined);
  }

  /** Draws the rows of instances whose state has changed. */
  update(refs: readonly InstanceRef[]): void {
    const rows = refs.map((ref) => this.#instanceRows.get(refKey(ref))).filter((row) => row !== undefined);
    if (rows.length > 0) this.#changed.fire(rows);
    // Most checks change nothing, and sorting many rows each time would take long.
    if (this.#recordChanges(refs)) this.scheduleReorder();
  }

  /** Sorts the rows after a delay. */
  scheduleReorder(): void {
    this.#reorderTimer ??= setTimeout(() => {
      this.#reorderTimer = undefined;
      if (!this.source.keepsOrder()) this.#reorder();
      this.source.settled();
    }, reorderDelay);
  }

  dispose(): void {
    clearTimeout(this.#reorderTimer);
    this.#changed.dispose();
  }

  #reorder(): void {
    const moved = [...this.#groups.values()].flatMap((group) => {
      const before = this.#shown.get(group.name);
      const row = this.#gatewayRows.get(group.name);
      if (!before || !row) return [];
      const now = this.source.arranged(group).map(refKey);
      const same = now.length === before.length && now.every((key, index) => key === before[index]);
      return same && this.#drawnSummaries.get(group.name) === this.#summary(group) ? [] : [row];
    });
    if (moved.length > 0) this.#changed.fire(moved);
  }

  /** Records the fingerprints of instances. Returns whether one of them has changed. */
  #recordChanges(refs: readonly InstanceRef[]): boolean {
    let moved = false;
    for (const ref of refs) {
      const key = refKey(ref);
      const fingerprint = this.source.fingerprint(ref);
      if (!this.#known.has(key) || this.#fingerprints.get(key) === fingerprint) continue;
      this.#fingerprints.set(key, fingerprint);
      moved = true;
    }
    return moved;
  }

  #summary(group: Group): string {
    return `${this.source.needAttention(group)} ${this.source.refusal(group)?.kind ?? ''}`;
  }

  #roots(): Row[] {
    const groups = this.source.groups();
    this.#groups = new Map(groups.map((group) => [group.name, group]));
    this.#known.clear();
    for (const { instances } of groups) for (const known of instances) this.#known.set(refKey(known), known);
    for (const rows of [this.#instanceRows, this.#fingerprints])
      for (const key of rows.keys()) if (!this.#known.has(key)) rows.delete(key);
    return groups.map(({ name, gateway, problem }) => {
      const row = { kind: 'gateway' as const, name, gateway, problem };
      this.#gatewayRows.set(name, row);
      return row;
    });
  }

  #instanceRow(known: KnownInstance): InstanceRow {
    const key = refKey(known);
    const { gateway, instanceId } = known;
    const row = this.#instanceRows.get(key) ?? { kind: 'instance', ref: { gateway, instanceId } };
    this.#instanceRows.set(key, row);
    return row;
  }

  #facts(ref: InstanceRef): InstanceFacts {
    return this.source.facts(this.#known.get(refKey(ref)) ?? ref);
  }
}
