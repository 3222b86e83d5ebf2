import type { ViewColumn } from 'vscode';
import type { Disposable, Listen } from '../core/events/emitter';
import { contexts, panelType, queuePanelType } from '../ids';
import type { ContextKeys } from '../platform/contextkeys';
import type { LivePairing } from './livepairing';
import type { Pairings } from './pairings';

/** The editor's tabs, as far as the menu of a tab needs them. */
export interface PanelTabs {
  /** The editor columns that show a panel of a pairing or of the queue, whichever extension host it belongs to. */
  readonly columns: () => readonly ViewColumn[];
  readonly onDidChange: Listen<unknown>;
}

/**
 * The pairing that the menu of a panel's tab means. The editor doesn't tell which tab a menu belongs to, so that is known only
 * while a single panel is visible, also counting panels that another extension host left behind.
 */
export function pairingOfMenu(
  { shown }: Pick<Pairings, 'shown'>,
  { columns }: Pick<PanelTabs, 'columns'>,
): LivePairing | undefined {
  const [column, ...others] = columns();
  if (column === undefined || others.length > 0) return undefined;
  const inTab = shown.filter(({ surfaces }) => surfaces.columns.includes(column));
  return inTab.length === 1 ? inTab[0] : undefined;
}

/** Keeps the context keys about pairings up to date, so that the command palette and menus list only what works now. */
export function followPairingKeys(pairings: Pairings, keys: ContextKeys, tabs: PanelTabs): Disposable {
  const refresh = (): void => {
    const { shown } = pairings;
    keys.set(contexts.pairings, shown.length > 0);
    keys.set(
      contexts.running,
      shown.some(({ running }) => running),
    );
    keys.set(
      contexts.liveCode,
      shown.some(({ liveCode }) => liveCode !== undefined),
    );
    const only = pairingOfMenu(pairings, tabs);
    const kind = only?.surfaces.shared ? queuePanelType : panelType;
    keys.set(contexts.onePanel, only ? kind : '');
    keys.set(contexts.reportable, pairings.latest !== undefined);
  };
  refresh();
  const seen = new WeakMap<LivePairing, string>();
  const follow = (pairing: LivePairing): void => {
    // Most changes of a pairing change no key, and each key depends on all pairings.
    const facts = factsOf(pairing, pairings);
    if (seen.get(pairing) === facts) return;
    seen.set(pairing, facts);
    refresh();
  };
  const following = [pairings.onDidChange(follow), tabs.onDidChange(refresh)];
  return {
    dispose: () => {
      for (const each of following) each.dispose();
    },
  };
}

/** What the keys depend on in a pairing, as text. */
function factsOf(pairing: LivePairing, pairings: Pick<Pairings, 'find'>): string {
  const { ref, running, liveCode, surfaces } = pairing;
  const isListed = pairings.find(ref) === pairing;
  const { waitsForTurn, shared, columns } = surfaces;
  return JSON.stringify([isListed, running, liveCode !== undefined, waitsForTurn, shared, columns]);
}
