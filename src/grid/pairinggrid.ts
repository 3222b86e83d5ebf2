// src/grid: the QR grid, which shows the QR codes of several instances side by side.
import * as vscode from 'vscode';
import type { InstanceRef } from '../core/references/instanceref';
import { isInstanceRef, refKey } from '../core/references/instanceref';
import type { RefChange } from '../core/references/refchange';
import type { Clock } from '../core/time/clock';
import type { Logger } from '../core/timeline/log';
import { isGridState } from '../core/views/grid/gridprotocol';
import { maxCells } from '../core/views/grid/gridview';
import type { GatewayAccess } from '../gateways/access';
import type { Gateways } from '../gateways/gateways';
import { gridPanelType } from '../ids';
import { severalFromArguments } from '../instances/arguments';
import type { Instances } from '../instances/instances';
import type { StateOf } from '../instances/instancesprompt';
import { askInstances } from '../instances/instancesprompt';
import { knownState } from '../pairing/knownstate';
import { explainBlankPage } from '../pairing/panel/blankpage';
import { openPanel } from '../pairing/panel/webviewpage';
import type { Pairings } from '../pairing/pairings';
import type { SurfaceOpener } from '../pairing/surfaces/surfaceopener';
import { guarded } from '../platform/commands';
import { Grid } from './grid';
import { GridPanel } from './gridpanel';
import { isPanelTab } from '../pairing/surfaces/paneltabs';

const key = 'grid';

/** What {@link PairingGrid} needs. */
export interface GridWindowParts {
  readonly extensionUri: vscode.Uri;
  readonly opener: Pick<SurfaceOpener, 'join' | 'resume'>;
  readonly access: GatewayAccess;
  readonly gateways: Gateways;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly workspaceState: vscode.Memento;
  readonly clock: Clock;
  readonly log: Logger;
  /** The state of an instance, as far as the instances view knows it. */
  readonly stateOf: StateOf;
}

/** The QR grid of this window. There is at most one. */
export class PairingGrid {
  #grid: Grid | undefined;

  constructor(private readonly parts: GridWindowParts) {}

  /** Shows the codes of the instances in the arguments, or of those that the user chooses. */
  async open(argument: unknown, selected: unknown): Promise<void> {
    const { instances, access, pairings } = this.parts;
    const fromArguments = severalFromArguments(argument, selected, instances).filter(isInstanceRef);
    const refs = distinct(fromArguments.length > 0 ? fromArguments : await this.#ask());
    if (refs.length === 0) return;
    if (refs.length > maxCells) {
      showTooMany(refs.length);
      return;
    }
    if (!(await access.prepareGateways(refs))) return;
    if (this.#grid) {
      await this.#add(this.#grid, refs);
      return;
    }
    const column = pairings.columns[0] ?? vscode.ViewColumn.Active;
    this.#begin(openPanel(title(), { column }, gridPanelType), refs, false);
  }

  /** Whether a tab is the grid's. */
  has(tab: vscode.Tab): boolean {
    return isPanelTab(tab, gridPanelType);
  }

  /** Replaces a panel that a previous extension host left behind. Asks the user nothing. */
  async replace(tab: vscode.Tab): Promise<void> {
    // This tab is the panel of the grid that is open here, before its first pairing has started.
    if (this.#grid) return;
    const refs = this.#saved;
    const position = { column: tab.group.viewColumn, keepFocus: true };
    await vscode.window.tabGroups.close(tab, true);
    if (refs.length > 0) this.#begin(openPanel(title(), position, gridPanelType), refs, true);
  }

  /** Resumes the grid in a panel that the editor has restored after a reload of the window. Asks the user nothing. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    // What a hidden page remembers may be older than the last change.
    const isKnown = this.parts.workspaceState.get(key) !== undefined;
    const refs = isKnown ? this.#saved : refsOf(state);
    if (refs.length === 0 || this.#grid) panel.dispose();
    else this.#begin(panel, refs, true);
  }

  /** Follows renamed and removed instances. */
  follow(change: RefChange): void {
    const refs = this.#grid?.refs ?? this.#saved;
    if (!refs.some((ref) => change(ref) !== ref)) return;
    const changed = distinct(refs.flatMap((ref) => change(ref) ?? []));
    if (this.#grid) this.#grid.show(changed);
    else this.#save(changed);
  }

  /** The instances that were last shown in the grid in this workspace. */
  get #saved(): readonly InstanceRef[] {
    return refsOf({ grid: this.parts.workspaceState.get<unknown>(key) });
  }

  /** Adds instances to the open grid. If there isn't room for all, the new ones replace the others after the user confirms. */
  async #add(grid: Grid, refs: readonly InstanceRef[]): Promise<void> {
    grid.reveal();
    const before = new Set(grid.refs.map(refKey));
    const all = distinct([...grid.refs, ...refs]);
    if (all.length <= maxCells) grid.show(all);
    else if (await confirmOnly(refs.length, all.length - refs.length)) grid.show(refs);
    else return;
    // The pairing of a cell that is already there may have ended long ago.
    for (const ref of refs) if (before.has(refKey(ref))) this.parts.opener.resume(ref);
  }

  async #ask(): Promise<readonly InstanceRef[]> {
    const { instances, pairings, stateOf } = this.parts;
    const shown = new Set(this.#grid?.refs.map(refKey));
    const chosen = await askInstances({
      list: instances.list,
      stateOf: (ref) => knownState(ref, stateOf(ref), pairings),
      title: title(),
      placeHolder: vscode.l10n.t('Choose up to {0} instances', maxCells),
      max: maxCells,
      isIncluded: (ref) => shown.has(refKey(ref)),
    });
    return chosen ?? [];
  }

  #begin(webview: vscode.WebviewPanel, refs: readonly InstanceRef[], restored: boolean): void {
    const { extensionUri, opener, access, instances, gateways, clock, log } = this.parts;
    // Each cell shows if its gateway can't be used. One message explains how to fix it.
    if (restored) access.explainFirst(refs.map(({ gateway }) => gateway));
    const restoredKeys = new Set(restored ? refs.map(refKey) : []);
    const stayedBlank = (): void => {
      void guarded('blankPage', log, () => explainBlankPage());
    };
    const grid = new Grid(
      {
        panel: new GridPanel({ panel: webview, extensionUri, clock, stayedBlank }),
        clock,
        t: vscode.l10n.t,
        join: (cell, ref) => opener.join(cell, ref, restoredKeys.has(refKey(ref))) !== undefined,
        labelOf: (ref) => instances.find(ref)?.label,
        save: (kept) => {
          this.#save(kept);
        },
      },
      refs,
    );
    this.#grid = grid;
    const following = [
      instances.onDidChange(() => {
        grid.refresh();
      }),
      gateways.onDidChange(() => {
        grid.retry();
      }),
    ];
    grid.onDidClose(() => {
      for (const each of following) each.dispose();
      this.#grid = undefined;
    });
  }

  #save(refs: readonly InstanceRef[]): void {
    const { workspaceState, log } = this.parts;
    void guarded('gridKeep', log, () => workspaceState.update(key, refs));
  }
}

function refsOf(state: unknown): readonly InstanceRef[] {
  return isGridState(state) ? distinct(state.grid).slice(0, maxCells) : [];
}

function distinct(refs: readonly InstanceRef[]): readonly InstanceRef[] {
  const byKey = new Map<string, InstanceRef>();
  for (const { gateway, instanceId } of refs)
    byKey.set(refKey({ gateway, instanceId }), { gateway, instanceId });
  return [...byKey.values()];
}

function showTooMany(count: number): void {
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      'Up to {0} codes fit side by side, but you chose {1} instances. Choose fewer, or use “Pair several in a row”.',
      maxCells,
      count,
    ),
  );
}

/** Asks the user to confirm that the grid shows only `count` instances, and that the pairings of the others in the grid end. */
async function confirmOnly(count: number, others: number): Promise<boolean> {
  const only =
    count === 1 ? vscode.l10n.t('Show only this one') : vscode.l10n.t('Show only these {0}', count);
  const message = vscode.l10n.t('Up to {0} codes fit side by side.', maxCells);
  const detail =
    others === 1
      ? vscode.l10n.t('If you continue, the pairing of 1 other instance in the grid ends.')
      : vscode.l10n.t('If you continue, the pairings of {0} other instances in the grid end.', others);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, only)) === only;
}

function title(): string {
  return vscode.l10n.t('QR codes side by side');
}
