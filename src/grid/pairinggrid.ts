import * as vscode from 'vscode';
import type { AttemptParts, Attempts } from '../pairing/attempts';
import type { InstanceRef } from '../core/references/instanceref';
import { isInstanceRef, refKey } from '../core/references/instanceref';
import { instanceState } from '../core/instances/instancestate';
import type { RefChange } from '../core/references/refchange';
import { maxCells } from '../core/views/gridview';
import { severalGiven } from '../instances/arguments';
import { gridPanelType } from '../ids';
import { openPanel } from '../pairing/panel/panel';
import type { StateOf } from '../instances/instancesprompt';
import { askInstances } from '../instances/instancesprompt';
import { Grid } from './grid';
import { isGridState } from '../core/views/gridprotocol';

const key = 'grid';

type Parts = Pick<
  AttemptParts,
  'instances' | 'gateways' | 'tokenFlow' | 'pairings' | 'workspaceState' | 'clock'
>;

/** The grid of this window: there is one at most. */
export class PairingGrid {
  #grid: Grid | undefined;

  constructor(
    private readonly attempts: Pick<Attempts, 'join' | 'resume' | 'gridPanel'>,
    private readonly parts: Parts,
  ) {}

  /** Shows the codes of the instances given, or of those that the user chooses. */
  async open(given: unknown, selected: unknown, stateOf: StateOf): Promise<void> {
    const meant = severalGiven(given, selected, this.parts.instances).filter(isInstanceRef);
    const refs = distinct(meant.length > 0 ? meant : await this.#ask(stateOf));
    if (refs.length === 0) return;
    if (refs.length > maxCells) {
      tellTooMany(refs.length);
      return;
    }
    if (!(await this.parts.tokenFlow.readyAll(refs))) return;
    if (this.#grid) {
      await this.#add(this.#grid, refs);
      return;
    }
    const column = this.parts.pairings.columns[0];
    this.#begin(openPanel(title(), column ?? vscode.ViewColumn.Active, gridPanelType), refs, false);
  }

  /** Shows more instances on the grid there is; where there isn't room for them too, only if the user gives up the others. */
  async #add(grid: Grid, refs: readonly InstanceRef[]): Promise<void> {
    grid.reveal();
    const before = new Set(grid.refs.map(refKey));
    const all = distinct([...grid.refs, ...refs]);
    if (all.length <= maxCells) grid.show(all);
    else if (await confirmOnly(refs.length, all.length - refs.length)) grid.show(refs);
    else return;
    // A place that is there already may show what it came to long ago.
    for (const ref of refs) if (before.has(refKey(ref))) this.attempts.resume(ref);
  }

  /** Whether a tab is the grid's. */
  has({ input }: vscode.Tab): boolean {
    return input instanceof vscode.TabInputWebview && input.viewType.endsWith(gridPanelType);
  }

  /** Puts a panel in the place of one that nobody answers any more; asks nothing. */
  async replace(tab: vscode.Tab): Promise<void> {
    // Its own panel, before the first pairing of it has begun.
    if (this.#grid) return;
    const refs = this.#kept;
    const { viewColumn } = tab.group;
    await vscode.window.tabGroups.close(tab);
    if (refs.length > 0) this.#begin(openPanel(title(), viewColumn, gridPanelType), refs, true);
  }

  /** Goes on in a panel that a reload of the window has brought back; asks nothing. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    // What a hidden page remembers may be older than the last change.
    const refs = this.#kept.length > 0 ? this.#kept : refsOf(state);
    if (refs.length === 0 || this.#grid) panel.dispose();
    else this.#begin(panel, refs, true);
  }

  /** Goes on with its instances under what they are known by now, without those that are gone. */
  follow(change: RefChange): void {
    const refs = this.#grid?.refs ?? this.#kept;
    if (!refs.some((ref) => change(ref) !== ref)) return;
    const moved = distinct(refs.flatMap((ref) => change(ref) ?? []));
    if (this.#grid) this.#grid.show(moved);
    else void this.parts.workspaceState.update(key, moved);
  }

  /** Those that were on the grid last in this folder. */
  get #kept(): readonly InstanceRef[] {
    return refsOf({ grid: this.parts.workspaceState.get<unknown>(key) });
  }

  async #ask(stateOf: StateOf): Promise<readonly InstanceRef[]> {
    const { instances, gateways, pairings } = this.parts;
    const known: StateOf = (ref) =>
      stateOf(ref) ??
      instanceState({ status: undefined, checking: false }, pairings.find(ref)?.state, vscode.l10n.t);
    const shown = new Set(this.#grid?.refs.map(refKey));
    const chosen = await askInstances({
      ...{ list: instances.list, severalGateways: gateways.several, stateOf: known },
      ...{ title: title(), placeHolder: vscode.l10n.t('Choose up to {0} instances', maxCells) },
      ...{ max: maxCells, inHand: (ref) => shown.has(refKey(ref)) },
    });
    return chosen ?? [];
  }

  #begin(webview: vscode.WebviewPanel, refs: readonly InstanceRef[], restored: boolean): void {
    const { clock, instances, gateways, workspaceState, tokenFlow } = this.parts;
    // Each place says what it lacks; how to mend it is told once.
    if (restored) tokenFlow.explainFirst(refs.map(({ gateway }) => gateway));
    const broughtBack = new Set(restored ? refs.map(refKey) : []);
    const grid = new Grid(
      {
        ...{ panel: this.attempts.gridPanel(webview), clock, t: vscode.l10n.t },
        join: (cell, ref) => this.attempts.join(cell, ref, broughtBack.has(refKey(ref))) !== undefined,
        labelOf: (ref) => instances.find(ref)?.label,
        keep: (kept) => {
          void workspaceState.update(key, kept);
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
}

function refsOf(state: unknown): readonly InstanceRef[] {
  return isGridState(state) ? distinct(state.grid).slice(0, maxCells) : [];
}

function distinct(refs: readonly InstanceRef[]): readonly InstanceRef[] {
  return [
    ...new Map(
      refs.map(({ gateway, instanceId }) => {
        const ref = { gateway, instanceId };
        return [refKey(ref), ref];
      }),
    ).values(),
  ];
}

function tellTooMany(count: number): void {
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      'At most {0} codes fit side by side, and {1} instances were chosen. Choose fewer, or use “Pair several in a row”.',
      maxCells,
      count,
    ),
  );
}

/** Whether the grid is to show so many instances only, and the pairings of so many others end. */
async function confirmOnly(count: number, others: number): Promise<boolean> {
  const only =
    count === 1 ? vscode.l10n.t('Show only this one') : vscode.l10n.t('Show only these {0}', count);
  const message = vscode.l10n.t('At most {0} codes fit side by side.', maxCells);
  const detail =
    others === 1
      ? vscode.l10n.t('With these the pairing of 1 other instance on the grid would end.')
      : vscode.l10n.t('With these the pairings of {0} other instances on the grid would end.', others);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, only)) === only;
}

function title(): string {
  return vscode.l10n.t('Codes of several instances');
}
