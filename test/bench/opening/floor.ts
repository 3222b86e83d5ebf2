import type { TinyExtension } from './addextension';

/** The command that opens the floor's panel. */
export const floorCommand = 'benchFloor.open';
/** The element of the floor's page that is waited for. */
export const floorElement = 'bench-floor';

const source = `
const vscode = require('vscode');
exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('${floorCommand}', () => {
      const panel = vscode.window.createWebviewPanel('benchFloor.panel', 'Floor', vscode.ViewColumn.Beside, { enableScripts: true });
      panel.webview.html = '<!DOCTYPE html><html><body><p id="${floorElement}">Floor</p></body></html>';
    }),
  );
};
`;

/** An extension that does nothing but open a panel with one line of text: no extension's panel can be there sooner. */
export const floor: TinyExtension = {
  publisher: 'bench',
  name: 'floor',
  // Active before its command, as ours is.
  manifest: { activationEvents: ['onStartupFinished'], extensionKind: ['workspace'] },
  source,
};
