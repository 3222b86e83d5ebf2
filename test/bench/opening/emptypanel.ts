import type { TinyExtension } from './addextension';

/** The command that opens the empty panel. */
export const emptyPanelCommand = 'benchEmptyPanel.open';
/** The ID of the element in the empty panel’s page. */
export const emptyPanelElement = 'bench-empty-panel';

const source = `
const vscode = require('vscode');
exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('${emptyPanelCommand}', () => {
      const panel = vscode.window.createWebviewPanel('benchEmptyPanel.panel', 'Empty panel', vscode.ViewColumn.Beside, { enableScripts: true });
      panel.webview.html = '<!DOCTYPE html><html><body><p id="${emptyPanelElement}">Empty panel</p></body></html>';
    }),
  );
};
`;

/** An extension that only opens a panel with one line of text. No extension can open a panel faster. */
export const emptyPanelExtension: TinyExtension = {
  publisher: 'bench',
  name: 'empty-panel',
  // Active before its command runs, like the extension under test.
  manifest: { activationEvents: ['onStartupFinished'], extensionKind: ['workspace'] },
  source,
};
