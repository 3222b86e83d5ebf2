import * as vscode from 'vscode';
import { panelType, queuePanelType } from '../../ids';
import type { PanelTabs } from '../pairingkeys';

/** The tabs with a panel of a pairing or of the queue. */
export const panelTabs: PanelTabs = {
  columns: () => visiblePanelTabs(panelType, queuePanelType).map(({ group }) => group.viewColumn),
  onDidChange: (listener) => vscode.window.tabGroups.onDidChangeTabs(listener),
};

/** The visible tabs with a webview panel of one of these types. */
export function visiblePanelTabs(...types: readonly string[]): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ activeTab }) =>
    activeTab && isPanelTab(activeTab, ...types) ? [activeTab] : [],
  );
}

/** Whether a tab is a webview panel of one of these types. */
export function isPanelTab({ input }: vscode.Tab, ...types: readonly string[]): boolean {
  // The editor puts a prefix before the type.
  return input instanceof vscode.TabInputWebview && types.some((type) => input.viewType.endsWith(type));
}
