import * as vscode from 'vscode';
import { iconless } from './escaping';

/** Shows what is about to be done to many, so that some can be left out; those that stay, none if the user thinks better of it. */
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
