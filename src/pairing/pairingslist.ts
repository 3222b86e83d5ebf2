import * as vscode from 'vscode';
import type { Cancel, Clock } from '../core/time/clock';
import { instanceName, nameDetails } from '../core/references/instancename';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import { sortByUrgency, timelessText } from '../core/views/status/statussummary';
import type { StatusView } from '../core/views/status/statusview';
import { DisposableStore } from '../platform/disposables';
import { iconless } from '../platform/escaping';
import { commands } from '../ids';
import type { Instances } from '../instances/instances';
import type { EndedPairings } from './endedpairings';
import type { LivePairing } from './livepairing';
import type { Pairings } from './pairings';

interface Row extends vscode.QuickPickItem {
  /** Undefined for the row that means all pairings. */
  readonly ref: InstanceRef | undefined;
  /** Undefined if the editor has ended it. */
  readonly pairing: LivePairing | undefined;
}

interface Listed {
  readonly ref: InstanceRef;
  readonly pairing: LivePairing | undefined;
  readonly state: LivePairing['state'];
  readonly view: StatusView;
}

/** A list of this window's pairings, the most urgent first. */
export class PairingsList {
  readonly #stop: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('debug-stop'),
    tooltip: vscode.l10n.t('Stop pairing'),
  };
  readonly #stopAll: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('stop-circle'),
    tooltip: vscode.l10n.t('Stop all'),
  };

  constructor(
    private readonly parts: {
      readonly pairings: Pairings;
      readonly ended: EndedPairings;
      readonly instances: Instances;
      readonly clock: Clock;
    },
  ) {}

  /** Lists the pairings with their states, and those that the editor has ended. The one that the user chooses is revealed, or paired again. */
  show(): void {
    const { pairings } = this.parts;
    const title = vscode.l10n.t('Show pairings');
    if (this.#listed(() => true, true).length === 0) {
      void showNoPairings();
      return;
    }
    const placeholder = vscode.l10n.t('Choose a pairing to show');
    const { pick, chosen } = this.#open(title, placeholder, () => true, true);
    if (pairings.shown.some(isStoppable)) pick.buttons = [this.#stopAll];
    pick.onDidTriggerButton(() => {
      const running = pairings.shown.filter(isStoppable);
      pick.hide();
      void stopAll(running);
    });
    pick.onDidAccept(() => {
      const row = chosen();
      pick.hide();
      if (row?.pairing) row.pairing.surfaces.reveal();
      else if (row?.ref) void vscode.commands.executeCommand(commands.pair, row.ref);
    });
  }

  /** Asks which of the running pairings to stop, and stops it or all of them. */
  stop(running: readonly LivePairing[]): Promise<void> {
    const all: Row = {
      ref: undefined,
      pairing: undefined,
      label: `$(stop-circle) ${vscode.l10n.t('Stop all {0}', running.length)}`,
      alwaysShow: true,
    };
    const isListed = (pairing: LivePairing): boolean => running.includes(pairing) && pairing.running;
    const { pick, closed, chosen } = this.#open(
      vscode.l10n.t('Stop pairing'),
      vscode.l10n.t('Choose the pairing to stop'),
      isListed,
      false,
      all,
    );
    pick.onDidAccept(() => {
      const row = chosen();
      // The user can accept again.
      if (!row) return;
      pick.hide();
      if (row.pairing) row.pairing.stop();
      else void stopAll(running);
    });
    return closed;
  }

  /** Opens a list that is updated while it is open. `closed` resolves once it is closed; `chosen` is the row that the user accepts. */
  #open(
    title: string,
    placeholder: string,
    isListed: (pairing: LivePairing) => boolean,
    withEnded: boolean,
    lastRow?: Row,
  ): {
    readonly pick: vscode.QuickPick<Row>;
    readonly closed: Promise<void>;
    readonly chosen: () => Row | undefined;
  } {
    const { pairings, ended, clock } = this.parts;
    const store = new DisposableStore();
    const pick = store.add(vscode.window.createQuickPick<Row>());
    pick.title = title;
    pick.placeholder = placeholder;
    pick.matchOnDescription = true;
    pick.keepScrollPosition = true;
    let cancel: Cancel | undefined;
    let shownRows = '';
    const refresh = (): void => {
      cancel?.();
      const listed = this.#listed(isListed, withEnded);
      if (listed.length === 0) {
        pick.hide();
        return;
      }
      const rows = [...listed.map((each) => this.#row(each)), ...(lastRow ? [lastRow] : [])];
      const changed = JSON.stringify(
        rows.map((row) => [keyOf(row), row.label, row.description, row.buttons?.length]),
      );
      // Replace the rows only if they changed: new rows lose the focus for a moment, and Enter could accept the wrong row.
      if (changed !== shownRows) show(pick, rows);
      shownRows = changed;
      const changes = listed.map(({ view }) => view.changesAt ?? Infinity);
      const changesAt = Math.min(...changes);
      cancel = changesAt === Infinity ? undefined : clock.at(changesAt, refresh);
    };
    store.add(pairings.onDidChange(refresh));
    store.add(ended.onDidChange(refresh));
    store.add({ dispose: () => cancel?.() });
    // While rows are replaced, the editor accepts a row without saying which: then it is the one that was active.
    let active: Row | undefined;
    pick.onDidChangeActive(([row]) => {
      active = row ?? active;
    });
    pick.onDidTriggerItemButton(({ item: { pairing } }) => {
      pairing?.stop();
    });
    const closed = new Promise<void>((resolve) => {
      pick.onDidHide(() => {
        store.dispose();
        resolve();
      });
    });
    refresh();
    pick.show();
    return { pick, closed, chosen: () => pick.selectedItems[0] ?? active };
  }

  #listed(isListed: (pairing: LivePairing) => boolean, withEnded: boolean): readonly Listed[] {
    const { pairings, ended, clock } = this.parts;
    const now = clock.now();
    const live = pairings.shown.filter(isListed).map((pairing) => ({ pairing, source: pairing }));
    const others = withEnded ? ended.sources.map((source) => ({ pairing: undefined, source })) : [];
    const listed = [...live, ...others].flatMap(({ pairing, source }) => {
      const { ref, state } = source;
      const view = source.statusView(now);
      return view ? [{ ref, pairing, state, view }] : [];
    });
    return sortByUrgency(listed, now);
  }

  #row(listed: Listed): Row {
    const { ref, pairing, state, view } = listed;
    const text = timelessText(listed, this.parts.clock.now(), vscode.l10n.t);
    const known = this.parts.instances.find(ref) ?? ref;
    return {
      ref,
      pairing,
      // A label can come from a workspace.
      label: `$(${view.icon}) ${iconless(instanceName(known))}`,
      description: iconless(nameDetails(known, text)),
      buttons: pairing && (pairing.running || state.phase.kind === 'locked') ? [this.#stop] : [],
    };
  }
}

/** Replaces the rows and keeps the active one. */
function show(pick: vscode.QuickPick<Row>, rows: readonly Row[]): void {
  const active = pick.activeItems[0];
  pick.items = rows;
  const same = active && rows.find((row) => keyOf(row) === keyOf(active));
  if (same) pick.activeItems = [same];
}

function keyOf({ ref }: Row): string | undefined {
  return ref && refKey(ref);
}

/** Whether a pairing can be stopped. A pairing that is locked by another window follows the lock until it is stopped. */
function isStoppable({ running, state }: LivePairing): boolean {
  return running || state.phase.kind === 'locked';
}

/** Stops pairings after the user confirms. */
async function stopAll(pairings: readonly LivePairing[]): Promise<void> {
  const stop = vscode.l10n.t('Stop all');
  const pressed = await vscode.window.showWarningMessage(
    pairings.length === 1
      ? vscode.l10n.t('Stop the pairing in this window?')
      : vscode.l10n.t('Stop all {0} pairings in this window?', pairings.length),
    {
      modal: true,
      detail:
        pairings.length === 1
          ? vscode.l10n.t('Its code is no longer shown. The instance keeps running.')
          : vscode.l10n.t('Their codes are no longer shown. The instances keep running.'),
    },
    stop,
  );
  if (pressed === stop) for (const pairing of pairings) pairing.stop();
}

async function showNoPairings(): Promise<void> {
  const pair = vscode.l10n.t('Pair WhatsApp instance');
  const pressed = await vscode.window.showInformationMessage(
    vscode.l10n.t('No instance is being paired in this window.'),
    pair,
  );
  if (pressed === pair) await vscode.commands.executeCommand(commands.pair);
}
