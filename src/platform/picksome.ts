import * as vscode from 'vscode';
import { iconless } from './escaping';

/** Shows a list of items, all selected, so that the user can leave some out. Returns the items that remain, or none if the user cancels. */
export async function pickSome<T extends { readonly name: string; readonly detail: string }>(
  all: readonly T[],
  title: string,
  placeHolder: string,
): Promise<readonly T[]> {
  const rows = all.map((item) => ({
    label: iconless(item.name),
    description: iconless(item.detail),
    picked: true,
    item,
  }));
  const kept = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder,
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return kept?.map(({ item }) => item) ?? [];
}
