import * as vscode from 'vscode';

/** Has the user type what is deleted: nobody does that by accident. */
export async function confirmDeletion(names: readonly string[]): Promise<boolean> {
  const [first = ''] = names;
  const wanted = names.length === 1 ? first : vscode.l10n.t('delete {0}', names.length);
  const given = await vscode.window.showInputBox({
    title:
      names.length === 1
        ? vscode.l10n.t('Delete {0} on the gateway', first)
        : vscode.l10n.t('Delete {0} instances on the gateway', names.length),
    prompt: vscode.l10n.t(
      'This can’t be undone: the phone is unlinked, and the instance is gone for everyone. Type “{0}” to delete',
      wanted,
    ),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === wanted ? undefined : vscode.l10n.t('Type “{0}”, or press Escape to keep it', wanted),
  });
  return given?.trim() === wanted;
}
