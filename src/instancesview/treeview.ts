import * as vscode from 'vscode';
import type { Account, SessionStatus } from '../core/gateways/answer';
import type { Disposable } from '../core/events/emitter';
import type { InstanceState } from '../core/instances/instancestate';
import type { InstanceStatus } from '../core/instances/instancestatus';
import type { InstanceRef } from '../core/references/instanceref';
import { viewId } from '../ids';
import { Lazy } from '../platform/lazy';
import type { InstancesView } from './instancesview';
import type { Row } from './tree/rows';

/** How long after selecting a row the editor may take to open it, in ms. */
const openTime = 300;

/**
 * The instances view in the side bar. Its content is loaded when the view is first shown or needed. Until then, it costs almost
 * nothing.
 */
export class InstancesTreeView implements Disposable {
  readonly #view: vscode.TreeView<Row>;
  readonly #changed = new vscode.EventEmitter<Row | Row[] | undefined>();
  readonly #content: Lazy<InstancesView>;
  #selectingUntil = -Infinity;

  constructor(
    /** Loads the content of the view. */
    load: (view: vscode.TreeView<Row>) => Promise<InstancesView>,
  ) {
    this.#view = vscode.window.createTreeView<Row>(viewId, {
      canSelectMany: true,
      showCollapseAll: true,
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: async (row) => {
          const { tree } = await this.#content.get();
          return tree.getChildren(row);
        },
        getParent: (row) => this.#content.loaded?.tree.getParent(row),
        // There are rows only once the content is loaded.
        getTreeItem: (row) => this.#content.loaded?.tree.getTreeItem(row) ?? new vscode.TreeItem(''),
        resolveTreeItem: (item, row) => this.#content.loaded?.tree.resolveTreeItem(item, row) ?? item,
      },
    });
    this.#content = new Lazy(async () => {
      const content = await load(this.#view);
      content.tree.onDidChangeTreeData((rows) => {
        this.#changed.fire(rows);
      });
      return content;
    });
  }

  /** Selects the row that has the focus. The editor also opens the row then, which {@link isSelecting} tells apart from a click. */
  async selectFocusedRow(): Promise<void> {
    this.#selectingUntil = Infinity;
    try {
      await vscode.commands.executeCommand('list.select');
    } finally {
      this.#selectingUntil = performance.now() + openTime;
    }
  }

  /** Whether a row that is opened now is only being selected. */
  get isSelecting(): boolean {
    return performance.now() < this.#selectingUntil;
  }

  /** The selected rows. */
  get selection(): readonly Row[] {
    return this.#view.selection;
  }

  /** What a click on the selected row does; undefined if several are selected. */
  get openedCommand(): vscode.Command | undefined {
    const [row, ...others] = this.selection;
    return row && others.length === 0 ? this.#content.loaded?.tree.commandOf(row) : undefined;
  }

  /** The state of an instance, as far as the view knows it; undefined while the content isn't loaded. */
  stateOf(ref: InstanceRef): InstanceState | undefined {
    return this.#content.loaded?.stateOf(ref);
  }

  /** The result of the last check of an instance; undefined while the content isn't loaded. */
  statusOf(ref: InstanceRef): InstanceStatus | undefined {
    return this.#content.loaded?.statusOf(ref);
  }

  /** Notes that an action on an instance begins: until it ends, the instance is not checked. */
  hold(ref: InstanceRef): void {
    this.#content.loaded?.hold(ref);
  }

  /** Notes that the action has ended, and the new status: `unknown` if only a check can tell, undefined if nothing changed. */
  release(ref: InstanceRef, status: SessionStatus | undefined, account?: Account): void {
    this.#content.loaded?.release(ref, status, account);
  }

  /** Loads the content if necessary and returns it. */
  load(): Promise<InstancesView> {
    return this.#content.get();
  }

  dispose(): void {
    this.#content.loaded?.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }
}
