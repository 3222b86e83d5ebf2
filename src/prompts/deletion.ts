import * as vscode from 'vscode';
import { promptText } from '../foreignwords';

/** What is to be deleted, so that nobody can take it for something else. */
export interface Doomed {
  readonly instanceId: string;
  /** Foreign text: a label can come from a workspace. */
  readonly label: string | undefined;
  /** What its connection is called. */
  readonly connection: string;
}

/** As many as a prompt has room for. */
const named = 8;

/** Has the user type what is deleted, by the name that the gateway knows it by: nobody does that by accident, and no label can mislead. */
export async function confirmDeletion(all: readonly [Doomed, ...Doomed[]]): Promise<boolean> {
  const [{ instanceId, label, connection }] = all;
  const single = all.length === 1;
  const wanted = single ? instanceId : vscode.l10n.t('delete {0}', all.length);
  const what = single ? vscode.l10n.t('{0} on {1}', nameOf(all[0]), promptText(connection)) : listOf(all);
  const given = await vscode.window.showInputBox({
    title: single
      ? vscode.l10n.t('Delete {0} on the gateway', label ?? instanceId)
      : vscode.l10n.t('Delete {0} instances on the gateway', all.length),
    prompt: vscode.l10n.t(
      'This can’t be undone: the phone is unlinked, and the instance is gone for everyone. {0}. Type “{1}” to delete',
      what,
      wanted,
    ),
    placeHolder: wanted,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === wanted ? undefined : vscode.l10n.t('Type “{0}”, or press Escape to keep it', wanted),
  });
  return given?.trim() === wanted;
}

function listOf(all: readonly Doomed[]): string {
  const more = all.length > named ? [vscode.l10n.t('{0} more', all.length - named)] : [];
  return [...all.slice(0, named).map(nameOf), ...more].join(', ');
}

function nameOf({ instanceId, label }: Doomed): string {
  return label === undefined ? instanceId : `“${promptText(label)}” (${instanceId})`;
}
