// src/instancesview/tree: the rows of the instances view.
import type * as vscode from 'vscode';
import type { Disposable } from '../../core/events/emitter';
import { Emitter } from '../../core/events/emitter';
import type { KnownInstance } from '../../core/references/instancename';
import type { InstanceRef } from '../../core/references/instanceref';
import { refKey } from '../../core/references/instanceref';
import { internalCommands } from '../../ids';
import type { Group } from './groups';
import { Pages } from './pages';
import type { GatewayRow, InstanceRow, MoreRow, Row } from './rows';

/**
 * Minimum delay before rows are moved, in ms. Changes within this time move rows only once, since the user can't click in a
 * list that keeps jumping.
 */
const reorderDelay = 1_000;
/** The editor draws all rows of a gateway again if one moves, so the more rows there are, the less often they move: ms per row. */
const delayPerRow = 30;
/** The same for instances without a row, which are only sorted. */
const delayPerInstance = 0.5;
/** Limit of that delay, in ms. */
const maxReorderDelay = 60_000;

/** The data that the tree shows. */
export interface TreeSource {
  groups(): readonly Group[];
  /** The instances of a group that match the filter, sorted. */
  arranged(group: Group): readonly KnownInstance[];
  /** A text that changes whenever the position of an instance's row or the content of its gateway's row may change. */
  fingerprint(ref: InstanceRef): string;
  /** The changing part of what a group's row shows. */
  summary(group: Group): string;
  /** Whether rows must not move, because the user has selected several. */
  keepsOrder(): boolean;
  /** Called a moment after states have changed. */
  settled(): void;
}

/** Makes the items of the rows. */
export interface TreeItems {
  gateway(row: GatewayRow, group: Group | undefined): vscode.TreeItem;
  instance(known: KnownInstance): vscode.TreeItem;
  /** The tooltip of an instance's row, which the editor asks for only when it shows it. */
  tooltip(known: KnownInstance): vscode.MarkdownString;
  /** The row that shows `next` more instances of a group; `shown` of `all` have a row. */
  more(
    row: MoreRow,
    counts: { readonly next: number; readonly shown: number; readonly all: number },
  ): vscode.TreeItem;
}

/**
 * The rows of the instances view. A change of state redraws one row, if it changes what the row shows. Only a change of order
 * redraws its gateway.
 */
export class InstancesTree implements vscode.TreeDataProvider<Row>, Disposable {
  readonly #changed = new Emitter<Row | Row[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #gatewayRows = new Map<string, GatewayRow>();
  readonly #instanceRows = new Map<string, InstanceRow>();
  readonly #known = new Map<string, KnownInstance>();
  /** The last fingerprint of each instance, by key. */
  readonly #fingerprints = new Map<string, string>();
  readonly #pages = new Pages();
  /** What each instance's row shows, by key. Only rows that the editor has drawn. */
  readonly #drawn = new Map<string, string>();
  /** By gateway: the changing part of what its row shows. */
  readonly #drawnSummaries = new Map<string, string>();
  #groups = new Map<string, Group>();
  #reorderTimer: NodeJS.Timeout | undefined;
  /** A row that will be drawn, and who waits for that. */
  #awaited: { readonly row: Row; readonly onDrawn: (row: Row) => void } | undefined;

  constructor(
    private readonly source: TreeSource,
    private readonly items: TreeItems,
  ) {}

  getChildren(row?: Row): Row[] {
    if (!row) return this.#roots();
    const group = row.kind === 'gateway' ? this.#groups.get(row.name) : undefined;
    if (!group) return [];
    const page = this.#pages.show(group.name, this.source.arranged(group));
    const more: readonly MoreRow[] = page.hidden > 0 ? [{ kind: 'more', name: group.name }] : [];
    return [...page.instances.map((known) => this.#instanceRow(known)), ...more];
  }

  getParent(row: Row): Row | undefined {
    if (row.kind === 'gateway') return undefined;
    return this.#gatewayRows.get(row.kind === 'instance' ? row.ref.gateway : row.name);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = this.#itemOf(row);
    if (row.kind === 'gateway') {
      const group = this.#groups.get(row.name);
      if (group) this.#drawnSummaries.set(row.name, this.source.summary(group));
    } else if (row.kind === 'instance') {
      this.#drawn.set(refKey(row.ref), JSON.stringify(item));
      this.#noteDrawn(row);
    }
    // The editor forgets a command's arguments when the row will be drawn again, and a click at that moment would fail.
    if (item.command) item.command = { command: internalCommands.openRow, title: item.command.title };
    return item;
  }

  /** What a click on a row does now. */
  commandOf(row: Row): vscode.Command | undefined {
    return this.#itemOf(row).command;
  }

  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    if (row.kind === 'instance') item.tooltip = this.items.tooltip(this.#find(row.ref));
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
    const rows = refs.filter((ref) => this.#looksDifferent(ref)).map((ref) => this.#instanceRow(ref));
    if (rows.length > 0) this.#changed.fire(rows);
    // Most checks change nothing, and sorting many rows each time would take long.
    if (this.#recordChanges(refs)) this.scheduleReorder();
  }

  /** Sorts the rows after a delay. */
  scheduleReorder(): void {
    const delay = delayPerRow * this.#pages.rows + delayPerInstance * this.#known.size;
    this.#reorderTimer ??= setTimeout(
      () => {
        this.#reorderTimer = undefined;
        if (!this.source.keepsOrder()) this.#reorder();
        this.source.settled();
      },
      Math.min(Math.max(delay, reorderDelay), maxReorderDelay),
    );
  }

  /** Shows more instances of a gateway, and calls back when the editor draws the first of their rows. */
  showMore(name: string, onDrawn: (first: Row) => void): void {
    const [row, group] = [this.#gatewayRows.get(name), this.#groups.get(name)];
    if (!row || !group) return;
    const before = this.pageOf(group).instances.length;
    if (!this.#pages.extend(name)) return;
    const first = this.pageOf(group).instances[before];
    this.#awaited = first && { row: this.#instanceRow(first), onDrawn };
    this.#changed.fire(row);
  }

  /** The instances of a group that have a row, and how many have none. The group's rows may not be drawn yet. */
  pageOf(group: Group): { readonly instances: readonly KnownInstance[]; readonly hidden: number } {
    return this.#pages.of(group.name, this.source.arranged(group));
  }

  dispose(): void {
    clearTimeout(this.#reorderTimer);
    this.#changed.dispose();
  }

  #itemOf(row: Row): vscode.TreeItem {
    switch (row.kind) {
      case 'gateway':
        return this.items.gateway(row, this.#groups.get(row.name));
      case 'more':
        return this.items.more(row, this.#pages.counts(row.name));
      case 'instance':
        return this.items.instance(this.#find(row.ref));
      default:
        return row satisfies never;
    }
  }

  #noteDrawn(row: Row): void {
    const awaited = this.#awaited;
    if (awaited?.row !== row) return;
    this.#awaited = undefined;
    awaited.onDrawn(row);
  }

  #reorder(): void {
    const moved = [...this.#groups.values()].flatMap((group) => {
      const row = this.#gatewayRows.get(group.name);
      if (!row || !this.#pages.isShown(group.name)) return [];
      const same = !this.#pages.differs(group.name, this.source.arranged(group));
      return same && this.#drawnSummaries.get(group.name) === this.source.summary(group) ? [] : [row];
    });
    if (moved.length > 0) this.#changed.fire(moved);
  }

  /** Whether an instance's row no longer shows what it should. */
  #looksDifferent(ref: InstanceRef): boolean {
    const drawn = this.#drawn.get(refKey(ref));
    return (
      drawn !== undefined &&
      this.#pages.has(ref) &&
      drawn !== JSON.stringify(this.items.instance(this.#find(ref)))
    );
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

  #roots(): Row[] {
    const groups = this.source.groups();
    this.#groups = new Map(groups.map((group) => [group.name, group]));
    this.#known.clear();
    for (const { instances } of groups) for (const known of instances) this.#known.set(refKey(known), known);
    for (const rows of [this.#instanceRows, this.#fingerprints, this.#drawn])
      for (const key of rows.keys()) if (!this.#known.has(key)) rows.delete(key);
    this.#pages.keep(this.#groups);
    return groups.map(({ name, gateway, problem }) => {
      const row = { kind: 'gateway' as const, name, gateway, problem };
      this.#gatewayRows.set(name, row);
      return row;
    });
  }

  #instanceRow(ref: InstanceRef): InstanceRow {
    const key = refKey(ref);
    const { gateway, instanceId } = ref;
    const row = this.#instanceRows.get(key) ?? { kind: 'instance', ref: { gateway, instanceId } };
    this.#instanceRows.set(key, row);
    return row;
  }

  #find(ref: InstanceRef): KnownInstance {
    return this.#known.get(refKey(ref)) ?? ref;
  }
}
