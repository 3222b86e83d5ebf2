import * as vscode from 'vscode';
import type { Disposable } from '../../core/events/emitter';
import { DisposableStore } from '../../platform/disposables';
import { panelType, queuePanelType, gridPanelType } from '../../ids';
import type { Pairings } from '../pairings';
import { visiblePanelTabs } from './paneltabs';

/** How long the editor may take to restore a panel itself, in ms. */
const restoreTime = 3_000;

/**
 * Finds visible panels that a previous extension host left behind. If an extension host ends but its window doesn't, the pages
 * still show the last view and nothing answers them. The editor restores panels only after a reload of the window.
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

/** Visible tabs with a panel of this extension that doesn't belong to this extension host. */
function abandoned(pairings: Pairings): readonly vscode.Tab[] {
  const columns = new Set(pairings.columns);
  return visiblePanelTabs(panelType, queuePanelType, gridPanelType).filter(
    ({ group }) => !columns.has(group.viewColumn),
  );
}
