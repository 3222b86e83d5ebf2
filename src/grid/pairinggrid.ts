import * as vscode from 'vscode';
import type { InstanceRef } from '../core/references/instanceref';
import { isInstanceRef, refKey } from '../core/references/instanceref';
import type { RefChange } from '../core/references/refchange';
import type { Clock } from '../core/time/clock';
import type { Logger } from '../core/timeline/log';
import { isGridState } from '../core/views/gridprotocol';
import { maxCells } from '../core/views/gridview';
import type { GatewayAccess } from '../gateways/access';
import type { Gateways } from '../gateways/gateways';
import { gridPanelType } from '../ids';
import { severalFromArguments } from '../instances/arguments';
import type { Instances } from '../instances/instances';
import type { StateOf } from '../instances/instancesprompt';
import { askInstances } from '../instances/instancesprompt';
import { knownState } from '../pairing/knownstate';
import { openPanel } from '../pairing/panel/webviewpage';
import type { Pairings } from '../pairing/pairings';
import type { SurfaceOpener } from '../pairing/surfaceopener';
import { guarded } from '../platform/commands';
import { Grid } from './grid';
import { GridPanel } from './gridpanel';

const key = 'grid';

/** What a grid needs of the window. */
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
  /** How an instance stands, as far as the instances view knows. */
  readonly stateOf: StateOf;
}

/** The QR grid of this window: there is one at most. */
export class PairingGrid {
  #grid: Grid | undefined;

  constructor(private readonly parts: GridWindowParts) {}

  /** Shows the codes of the instances given, or of those that the user chooses. */
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
  has({ input }: vscode.Tab): boolean {
    return input instanceof vscode.TabInputWebview && input.viewType.endsWith(gridPanelType);
  }

  /** Puts a panel in the place of one that an extension host before this one left behind; asks nothing. */
  async replace(tab: vscode.Tab): Promise<void> {
    // The grid's own panel, before its first pairing has begun.
    if (this.#grid) return;
    const refs = this.#saved;
    const position = { column: tab.group.viewColumn, keepFocus: true };
    await vscode.window.tabGroups.close(tab, true);
    if (refs.length > 0) this.#begin(openPanel(title(), position, gridPanelType), refs, true);
  }

  /** Goes on in a panel that a reload of the window has brought back; asks nothing. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    // What a hidden page remembers may be older than the last change.
    const refs = this.#saved.length > 0 ? this.#saved : refsOf(state);
    if (refs.length === 0 || this.#grid) panel.dispose();
    else this.#begin(panel, refs, true);
  }

  /** Goes on with its instances under their new names, without those that are gone. */
  follow(change: RefChange): void {
    const refs = this.#grid?.refs ?? this.#saved;
    if (!refs.some((ref) => change(ref) !== ref)) return;
    const changed = distinct(refs.flatMap((ref) => change(ref) ?? []));
    if (this.#grid) this.#grid.show(changed);
    else this.#save(changed);
  }

  /** The instances that the grid showed last in this workspace. */
  get #saved(): readonly InstanceRef[] {
    return refsOf({ grid: this.parts.workspaceState.get<unknown>(key) });
  }

  /** Shows more instances in the grid there is; where there isn't room for all, only if the user gives up the others. */
  async #add(grid: Grid, refs: readonly InstanceRef[]): Promise<void> {
    grid.reveal();
    const before = new Set(grid.refs.map(refKey));
    const all = distinct([...grid.refs, ...refs]);
    if (all.length <= maxCells) grid.show(all);
    else if (await confirmOnly(refs.length, all.length - refs.length)) grid.show(refs);
    else return;
    // A cell that is there already may show what its pairing came to long ago.
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
    const { extensionUri, opener, access, instances, gateways, clock } = this.parts;
    // Each cell says what its gateway lacks; how to mend it is told once.
    if (restored) access.explainFirst(refs.map(({ gateway }) => gateway));
    const restoredKeys = new Set(restored ? refs.map(refKey) : []);
    const grid = new Grid(
      {
        panel: new GridPanel(webview, extensionUri, clock),
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
      '{0} codes at most fit side by side, and you chose {1} instances. Choose fewer, or use “Pair several in a row”.',
      maxCells,
      count,
    ),
  );
}

/** Whether the grid is to show only so many instances, so that the pairings of so many others end. */
async function confirmOnly(count: number, others: number): Promise<boolean> {
  const only =
    count === 1 ? vscode.l10n.t('Show only this one') : vscode.l10n.t('Show only these {0}', count);
  const message = vscode.l10n.t('{0} codes at most fit side by side.', maxCells);
  const detail =
    others === 1
      ? vscode.l10n.t('The pairing of 1 other instance in the grid ends.')
      : vscode.l10n.t('The pairings of {0} other instances in the grid end.', others);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, only)) === only;
}

function title(): string {
  return vscode.l10n.t('QR codes side by side');
}
