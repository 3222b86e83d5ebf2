import type { Disposable } from '../core/events/emitter';
import { contexts, panelType, queuePanelType } from '../ids';
import type { ContextKeys } from '../platform/contextkeys';
import type { Pairings } from './pairings';

/** Keeps the context keys about pairings up to date, so that the command palette and menus list only what works now. */
export function followPairingKeys(pairings: Pairings, keys: ContextKeys): Disposable {
  const refresh = (): void => {
    const { shown } = pairings;
    const panels = shown.filter(({ surfaces }) => surfaces.columns.length > 0);
    keys.set(contexts.pairings, shown.length > 0);
    keys.set(
      contexts.running,
      shown.some(({ running }) => running),
    );
    keys.set(
      contexts.liveCode,
      shown.some(({ liveCode }) => liveCode !== undefined),
    );
    const [only, ...others] = panels;
    const kind = only?.surfaces.shared ? queuePanelType : panelType;
    keys.set(contexts.onePanel, only && others.length === 0 ? kind : '');
    keys.set(contexts.reportable, pairings.latest !== undefined);
  };
  refresh();
  return pairings.onDidChange(refresh);
}
