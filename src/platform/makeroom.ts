import * as vscode from 'vscode';

/** Gives the active editor group the space of the bottom panel, the other groups and the side bars. */
export async function makeRoom(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closePanel');
  await vscode.commands.executeCommand('workbench.action.maximizeEditorHideSidebar');
}
