import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { DisposableStore } from '../platform/disposables';
import { panelType, queuePanelType, gridPanelType } from '../ids';
import type { Pairings } from './pairings';

/** How long the editor may take to bring a panel back by itself, in ms. */
const restoreTime = 3_000;

/**
 * Finds the panels in sight that an extension host before this one left behind: it ended without its window, their
 * pages still show what was last sent, and nothing answers them. The editor brings back only the panels of a window that
 * was reloaded.
 */
export function watchAbandonedPanels(pairings: Pairings, replace: (tab: vscode.Tab) => void): Disposable {
  const store = new DisposableStore();
  let timer: NodeJS.Timeout | undefined;
  const check = (): void => {
    if (timer !== undefined || abandoned(pairings).length === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      abandoned(pairings).forEach(replace);
    }, restoreTime);
  };
  store.add(vscode.window.tabGroups.onDidChangeTabs(check));
  store.add({
    dispose: () => {
      clearTimeout(timer);
    },
  });
  check();
  return store;
}

/** Tabs of ours in sight where no panel of this extension host is. */
function abandoned(pairings: Pairings): readonly vscode.Tab[] {
  const columns = new Set(pairings.columns);
  return vscode.window.tabGroups.all.flatMap(({ activeTab, viewColumn }) =>
    activeTab && isPanel(activeTab) && !columns.has(viewColumn) ? [activeTab] : [],
  );
}

function isPanel({ input }: vscode.Tab): boolean {
  // The editor puts a prefix before the type.
  return (
    input instanceof vscode.TabInputWebview &&
    [panelType, queuePanelType, gridPanelType].some((type) => input.viewType.endsWith(type))
  );
}
