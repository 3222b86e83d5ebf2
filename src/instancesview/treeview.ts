import type { SessionStatus } from '../core/gateways/answer';
import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import type { InstanceStatus } from '../core/instances/checkplan';
import type { InstanceRef } from '../core/references/instanceref';
import type { InstanceState } from '../core/instances/instancestate';
import { viewId } from '../ids';
import type { InstancesView, ViewParts } from './instancesview';
import type { Row } from './rows';

/** The instances view in the side bar. Its content is loaded when it is first looked at, or asked about: until then it costs next to nothing. */
export class InstancesDoor implements Disposable {
  readonly #view: vscode.TreeView<Row>;
  #loading: Promise<InstancesView> | undefined;
  #loaded: InstancesView | undefined;

  constructor(private readonly parts: ViewParts) {
    const changed = new vscode.EventEmitter<Row | Row[] | undefined>();
    this.#view = vscode.window.createTreeView<Row>(viewId, {
      canSelectMany: true,
      showCollapseAll: true,
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: async (row) => {
          const { tree } = await this.load();
          return tree.getChildren(row);
        },
        getParent: (row) => this.#loaded?.tree.getParent(row),
        // Rows come from what is loaded.
        getTreeItem: (row) => this.#loaded?.tree.getTreeItem(row) ?? new vscode.TreeItem(''),
        resolveTreeItem: (item, row) => this.#loaded?.tree.resolveTreeItem(item, row) ?? item,
      },
    });
    this.#forward = (rows) => {
      changed.fire(rows);
    };
    if (parts.settings.watch.length > 0) void this.load();
    this.#watching = parts.settings.onDidChangeWatch(() => {
      void this.load();
    });
  }

  readonly #forward: (rows: Row | Row[] | undefined) => void;
  readonly #watching: Disposable;

  /** The instances that are selected, when the view was used last. */
  get selection(): readonly Row[] {
    return this.#view.selection;
  }

  /** How an instance stands, as far as the view knows; undefined while nobody has looked at it. */
  stateOf(ref: InstanceRef): InstanceState | undefined {
    return this.#loaded?.stateOf(ref);
  }

  /** What the view knows of an instance; undefined while nobody has looked at it. */
  statusOf(ref: InstanceRef): InstanceStatus | undefined {
    return this.#loaded?.board.get(ref);
  }

  /** Takes note that something is being done to an instance. */
  hold(ref: InstanceRef): void {
    this.#loaded?.hold(ref);
  }

  /** Takes note of what an action has made of an instance: that status; `unknown`, what can't be told yet; undefined, nothing. */
  release(ref: InstanceRef, status: SessionStatus | undefined): void {
    this.#loaded?.release(ref, status);
  }

  /** The view's content. */
  load(): Promise<InstancesView> {
    this.#loading ??= import('./instancesview').then(({ InstancesView: Content }) => {
      const content = new Content(this.parts, this.#view);
      content.tree.onDidChangeTreeData(this.#forward);
      this.#loaded = content;
      return content;
    });
    return this.#loading;
  }

  dispose(): void {
    this.#watching.dispose();
    this.#loaded?.dispose();
    this.#view.dispose();
  }
}
