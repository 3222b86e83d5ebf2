import * as vscode from 'vscode';
import { section } from '../ids';

/** Opens one of the extension's settings in the settings editor. */
export async function openSetting(name: string): Promise<void> {
  await openEditorSetting(`${section}.${name}`);
}

/** Opens any setting in the settings editor, by its full ID. */
export async function openEditorSetting(id: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', id);
}
