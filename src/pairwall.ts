import * as vscode from 'vscode';
import type { AttemptParts, Attempts } from './attempts';
import type { InstanceRef } from './core/instanceref';
import { isInstanceRef, refKey } from './core/instanceref';
import { instanceState } from './core/instancestate';
import type { Fate } from './core/fate';
import { mostCells } from './core/wallview';
import { severalGiven } from './given';
import { wallPanelType } from './ids';
import { openPanel } from './panel';
import type { StateOf } from './prompts/instances';
import { askInstances } from './prompts/instances';
import { Wall } from './wall';
import { isWallState } from './webview/wallprotocol';

const key = 'wall';

type Parts = Pick<
  AttemptParts,
  'instances' | 'connections' | 'tokenFlow' | 'pairings' | 'workspaceState' | 'clock'
>;

/** The wall of this window: there is one at most. */
export class PairWall {
  #wall: Wall | undefined;

  constructor(
    private readonly attempts: Pick<Attempts, 'join' | 'resume' | 'wallPanel'>,
    private readonly parts: Parts,
  ) {}

  /** Shows the codes of the instances given, or of those that the user chooses. */
  async open(given: unknown, selected: unknown, stateOf: StateOf): Promise<void> {
    const meant = severalGiven(given, selected, this.parts.instances).filter(isInstanceRef);
    const refs = distinct(meant.length > 0 ? meant : await this.#ask(stateOf));
    if (refs.length === 0) return;
    if (refs.length > mostCells) {
      tellTooMany(refs.length);
      return;
    }
    if (!(await this.parts.tokenFlow.readyAll(refs))) return;
    if (this.#wall) {
      await this.#add(this.#wall, refs);
      return;
    }
    const column = this.parts.pairings.columns[0];
    this.#begin(openPanel(title(), column ?? vscode.ViewColumn.Active, wallPanelType), refs, false);
  }

  /** Shows more instances on the wall there is; where there isn't room for them too, only if the user gives up the others. */
  async #add(wall: Wall, refs: readonly InstanceRef[]): Promise<void> {
    wall.reveal();
    const before = new Set(wall.refs.map(refKey));
    const all = distinct([...wall.refs, ...refs]);
    if (all.length <= mostCells) wall.show(all);
    else if (await confirmOnly(refs.length, all.length - refs.length)) wall.show(refs);
    else return;
    // A place that is there already may show what it came to long ago.
    for (const ref of refs) if (before.has(refKey(ref))) this.attempts.resume(ref);
  }

  /** Whether a tab is the wall's. */
  has({ input }: vscode.Tab): boolean {
    return input instanceof vscode.TabInputWebview && input.viewType.endsWith(wallPanelType);
  }

  /** Puts a panel in the place of one that nobody answers any more; asks nothing. */
  async replace(tab: vscode.Tab): Promise<void> {
    // Its own panel, before the first pairing of it has begun.
    if (this.#wall) return;
    const refs = this.#kept;
    const { viewColumn } = tab.group;
    await vscode.window.tabGroups.close(tab);
    if (refs.length > 0) this.#begin(openPanel(title(), viewColumn, wallPanelType), refs, true);
  }

  /** Goes on in a panel that a reload of the window has brought back; asks nothing. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    // What a hidden page remembers may be older than the last change.
    const refs = this.#kept.length > 0 ? this.#kept : refsOf(state);
    if (refs.length === 0 || this.#wall) panel.dispose();
    else this.#begin(panel, refs, true);
  }

  /** Goes on with its instances under what they are known by now, without those that are gone. */
  follow(fate: Fate): void {
    const refs = this.#wall?.refs ?? this.#kept;
    if (!refs.some((ref) => fate(ref) !== ref)) return;
    const moved = distinct(refs.flatMap((ref) => fate(ref) ?? []));
    if (this.#wall) this.#wall.show(moved);
    else void this.parts.workspaceState.update(key, moved);
  }

  /** Those that were on the wall last in this folder. */
  get #kept(): readonly InstanceRef[] {
    return refsOf({ wall: this.parts.workspaceState.get<unknown>(key) });
  }

  async #ask(stateOf: StateOf): Promise<readonly InstanceRef[]> {
    const { instances, connections, pairings } = this.parts;
    const known: StateOf = (ref) =>
      stateOf(ref) ??
      instanceState({ status: undefined, checking: false }, pairings.find(ref)?.state, vscode.l10n.t);
    const shown = new Set(this.#wall?.refs.map(refKey));
    const chosen = await askInstances({
      ...{ list: instances.list, severalConnections: connections.several, stateOf: known },
      ...{ title: title(), placeHolder: vscode.l10n.t('Choose up to {0} instances', mostCells) },
      ...{ most: mostCells, inHand: (ref) => shown.has(refKey(ref)) },
    });
    return chosen ?? [];
  }

  #begin(webview: vscode.WebviewPanel, refs: readonly InstanceRef[], restored: boolean): void {
    const { clock, instances, connections, workspaceState, tokenFlow } = this.parts;
    // Each place says what it lacks; how to mend it is told once.
    if (restored) tokenFlow.explainFirst(refs.map(({ connection }) => connection));
    const broughtBack = new Set(restored ? refs.map(refKey) : []);
    const wall = new Wall(
      {
        ...{ panel: this.attempts.wallPanel(webview), clock, t: vscode.l10n.t },
        join: (cell, ref) => this.attempts.join(cell, ref, broughtBack.has(refKey(ref))) !== undefined,
        labelOf: (ref) => instances.find(ref)?.label,
        keep: (kept) => {
          void workspaceState.update(key, kept);
        },
      },
      refs,
    );
    this.#wall = wall;
    const following = [
      instances.onDidChange(() => {
        wall.refresh();
      }),
      connections.onDidChange(() => {
        wall.retry();
      }),
    ];
    wall.onDidClose(() => {
      for (const each of following) each.dispose();
      this.#wall = undefined;
    });
  }
}

function refsOf(state: unknown): readonly InstanceRef[] {
  return isWallState(state) ? distinct(state.wall).slice(0, mostCells) : [];
}

function distinct(refs: readonly InstanceRef[]): readonly InstanceRef[] {
  return [
    ...new Map(
      refs.map(({ connection, instanceId }) => {
        const ref = { connection, instanceId };
        return [refKey(ref), ref];
      }),
    ).values(),
  ];
}

function tellTooMany(count: number): void {
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      'At most {0} codes fit side by side, and {1} instances were chosen. Choose fewer, or use “Pair several in a row”.',
      mostCells,
      count,
    ),
  );
}

/** Whether the wall is to show so many instances only, and the pairings of so many others end. */
async function confirmOnly(count: number, others: number): Promise<boolean> {
  const only =
    count === 1 ? vscode.l10n.t('Show only this one') : vscode.l10n.t('Show only these {0}', count);
  const message = vscode.l10n.t('At most {0} codes fit side by side.', mostCells);
  const detail =
    others === 1
      ? vscode.l10n.t('With these the pairing of 1 other instance on the wall would end.')
      : vscode.l10n.t('With these the pairings of {0} other instances on the wall would end.', others);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, only)) === only;
}

function title(): string {
  return vscode.l10n.t('Codes of several instances');
}
