import * as vscode from 'vscode';
import { section } from '../ids';

/** Shows one of the extension's settings in the settings editor. */
export async function openSetting(name: string): Promise<void> {
  await openEditorSetting(`${section}.${name}`);
}

/** Shows any setting, by its whole ID, in the settings editor. */
export async function openEditorSetting(id: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', id);
}
