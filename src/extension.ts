import * as vscode from 'vscode';
import {
  commands,
  gridPanelType,
  internalCommands,
  panelType,
  queuePanelType,
  section,
  settings,
  storedTokensKey,
} from './ids';
import { InstancesTreeView } from './instancesview/treeview';
import { createStatusBarItem } from './pairing/statusbaritem';
import { isPanelTab } from './pairing/surfaces/paneltabs';
import { guarded, register } from './platform/commands';
import { Lazy } from './platform/lazy';
import { registerResultFiles, ResultFiles } from './platform/resultfiles';
import type { Window } from './window/openwindow';

let end: (() => Promise<void>) | undefined;

/** Removes a copied code from the clipboard and releases all locks. */
export async function deactivate(): Promise<void> {
  await end?.();
}

/**
 * Registers everything with the editor. What it runs is loaded at its first use, or a moment after the start for those who have
 * paired before, so that the extension costs a window that doesn't use it almost nothing.
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel(vscode.l10n.t('WhatsApp pairing'), { log: true });
  const files = new ResultFiles(context.workspaceState);
  const item = createStatusBarItem();
  const view: InstancesTreeView = new InstancesTreeView(async (treeView) =>
    (await window.get()).loadView(treeView),
  );
  const window = new Lazy<Window>(async () => {
    const { openWindow } = await import('./window/openwindow');
    return openWindow({ context, log, files, item, view });
  });
  end = async () => {
    await window.loaded?.end();
  };
  const load = (): void => {
    void guarded('window', log, () => window.get());
  };
  context.subscriptions.push(
    ...[...Object.values(commands), ...Object.values(internalCommands)].map((id) =>
      register(id, log, async (...args) => {
        const { handlers } = await window.get();
        await handlers[id](...args);
      }),
    ),
    ...panelTypes.map((type) =>
      vscode.window.registerWebviewPanelSerializer(type, {
        deserializeWebviewPanel: (panel, state) =>
          guarded('restore', log, async () => {
            const { restore } = await window.get();
            await restore[type](panel, state);
          }),
      }),
    ),
    registerResultFiles(files),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(section)) load();
    }),
    { dispose: () => window.loaded?.dispose() },
    view,
    item,
    // Disposed last: the parts above still write to the log while they are disposed.
    log,
  );
  if (isUsed()) load();
  if (context.globalState.get<unknown>(storedTokensKey) !== undefined)
    context.subscriptions.push(
      after(calmTime, () => {
        // If that fails, so does the first use, which says why.
        void window
          .get()
          .then((opened) => opened.prepare())
          .catch(() => undefined);
      }),
    );
}

/** How long after the start a window has calmed down, in ms: then what the next pairing needs is loaded for those who have paired before. */
const calmTime = 1_000;

function after(ms: number, run: () => void): vscode.Disposable {
  const timer = setTimeout(run, ms);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
  });
}

const panelTypes = [panelType, queuePanelType, gridPanelType] as const;

/** Whether the window needs the extension from the start: it watches instances, menus depend on its gateways, or it has a panel. */
function isUsed(): boolean {
  const configuration = vscode.workspace.getConfiguration(section);
  const hasEntries = (name: string): boolean => {
    const entries = configuration.get<unknown>(name);
    return Array.isArray(entries) && entries.length > 0;
  };
  return (
    hasEntries(settings.watch) ||
    hasEntries(settings.gateways) ||
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => isPanelTab(tab, ...panelTypes)))
  );
}
