import * as vscode from 'vscode';
import { instanceName, nameDetails } from '../core/references/instancename';
import type { InstanceRef } from '../core/references/instanceref';
import { promptText } from '../platform/escaping';
import { pickSome } from '../platform/picksome';

/** What is to be deleted, so that nobody can take it for something else. */
export interface DeletionTarget {
  readonly ref: InstanceRef;
  /** Foreign text: a label can come from a workspace. */
  readonly label: string | undefined;
  /** What its gateway is called. */
  readonly gateway: string;
}

/** As many as a prompt has room for; more are looked through in a list before it. */
const named = 8;

/** Has the user type what is deleted, by the name that the gateway knows it by: nobody does that by accident, and no label can mislead. Those that are meant, none if the user thinks better of it. */
export async function confirmDeletion(all: readonly DeletionTarget[]): Promise<readonly InstanceRef[]> {
  const chosen = all.length > named ? await choose(all) : all;
  const [first, ...others] = chosen;
  if (!first) return [];
  const agreed = others.length === 0 ? await confirmOne(first) : await confirmSeveral(chosen);
  return agreed ? chosen.map(({ ref }) => ref) : [];
}

async function choose(all: readonly DeletionTarget[]): Promise<readonly DeletionTarget[]> {
  const rows = all.map((target) => {
    const { ref, label, gateway } = target;
    const known = { instanceId: ref.instanceId, label, gateway };
    return { name: instanceName(known), detail: nameDetails(known), target };
  });
  const title = vscode.l10n.t('Delete {0} instances on the gateway', all.length);
  const kept = await pickSome(rows, title, vscode.l10n.t('Untick those that are to stay'));
  return kept.map(({ target }) => target);
}

async function confirmOne({ ref, label, gateway }: DeletionTarget): Promise<boolean> {
  const { instanceId } = ref;
  const what = vscode.l10n.t('{0} on {1}', nameOf(instanceId, label), promptText(gateway));
  const title = vscode.l10n.t('Delete {0} on the gateway', instanceName({ ...ref, label }));
  return await confirm(title, what, instanceId);
}

async function confirmSeveral(all: readonly DeletionTarget[]): Promise<boolean> {
  const expectedText = vscode.l10n.t('delete {0}', all.length);
  return await confirm(
    vscode.l10n.t('Delete {0} instances on the gateway', all.length),
    listOf(all),
    expectedText,
  );
}

async function confirm(title: string, what: string, expectedText: string): Promise<boolean> {
  const given = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t(
      'This can’t be undone: the phone is unlinked, and the instance is gone for everyone. {0}. Type “{1}” to delete',
      what,
      expectedText,
    ),
    placeHolder: expectedText,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === expectedText
        ? undefined
        : vscode.l10n.t('Type “{0}”, or press Escape to keep it', expectedText),
  });
  return given?.trim() === expectedText;
}

/** By gateway where there are several: the same label may stand for two customers. */
function listOf(all: readonly DeletionTarget[]): string {
  const gateways = new Set(all.map(({ gateway }) => gateway));
  const several = gateways.size > 1;
  const names = all.slice(0, named).map(({ ref, label, gateway }) => {
    const name = nameOf(ref.instanceId, label);
    return several ? vscode.l10n.t('{0} on {1}', name, promptText(gateway)) : name;
  });
  const more = all.length > named ? [vscode.l10n.t('{0} more', all.length - named)] : [];
  return [...names, ...more].join(', ');
}

function nameOf(instanceId: string, label: string | undefined): string {
  return label === undefined ? instanceId : `“${promptText(label)}” (${instanceId})`;
}
