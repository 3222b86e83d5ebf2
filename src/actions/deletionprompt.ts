import * as vscode from 'vscode';
import { instanceName, nameDetails } from '../core/references/instancename';
import type { InstanceRef } from '../core/references/instanceref';
import { promptText } from '../platform/escaping';
import { pickSome } from '../platform/picksome';
import type { LinkedPhones } from './linkedphones';

/** An instance to delete, with everything that identifies it for the user. */
export interface DeletionTarget {
  readonly ref: InstanceRef;
  /** Foreign text: a label can come from a workspace. */
  readonly label: string | undefined;
  /** Name of its gateway on screen. */
  readonly gateway: string;
}

/** Limit of instances that the prompt names. If there are more, the user first reviews them in a list. */
const named = 8;

/**
 * Asks the user to confirm by typing the instance ID, which nobody does by accident and no label can replace; for several
 * instances, by typing how many. Returns the instances to delete, or none if the user cancels.
 */
export async function confirmDeletion(
  all: readonly DeletionTarget[],
  linked: LinkedPhones,
): Promise<readonly InstanceRef[]> {
  const chosen = all.length > named ? await choose(all) : all;
  const [first, ...others] = chosen;
  if (!first) return [];
  const agreed = others.length === 0 ? await confirmOne(first, linked) : await confirmSeveral(chosen, linked);
  return agreed ? chosen.map(({ ref }) => ref) : [];
}

async function choose(all: readonly DeletionTarget[]): Promise<readonly DeletionTarget[]> {
  const rows = all.map((target) => {
    const { ref, label, gateway } = target;
    const known = { instanceId: ref.instanceId, label, gateway };
    return { name: instanceName(known), detail: nameDetails(known), target };
  });
  const title = vscode.l10n.t('Delete {0} instances on the gateway', all.length);
  const kept = await pickSome(rows, title, vscode.l10n.t('Clear the instances that you want to keep'));
  return kept.map(({ target }) => target);
}

async function confirmOne(
  { ref, label, gateway }: DeletionTarget,
  { phones: [phone], notRunning, unknown }: LinkedPhones,
): Promise<boolean> {
  const { instanceId } = ref;
  const what = vscode.l10n.t('{0} on {1}', nameOf(instanceId, label), promptText(gateway));
  const title = vscode.l10n.t('Delete {0} on the gateway', instanceName({ ...ref, label }));
  const linked = phone
    ? vscode.l10n.t('It is linked to {0}.', promptText(phone.account))
    : unknown.length > 0
      ? vscode.l10n.t('The check failed, so a phone may be linked.')
      : notRunning.length > 0
        ? vscode.l10n.t('It isn’t running, and a phone may be linked.')
        : vscode.l10n.t('No phone is linked.');
  return await confirm(title, what, linked, instanceId);
}

async function confirmSeveral(
  all: readonly DeletionTarget[],
  { phones, notRunning, unknown }: LinkedPhones,
): Promise<boolean> {
  const expectedText = vscode.l10n.t('delete {0}', all.length);
  return await confirm(
    vscode.l10n.t('Delete {0} instances on the gateway', all.length),
    listOf(all),
    [
      vscode.l10n.t('Linked: {0} of {1}.', countIn(all, phones), all.length),
      ...(countIn(all, notRunning) > 0
        ? [vscode.l10n.t('Not running, so a phone may be linked: {0}.', countIn(all, notRunning))]
        : []),
      ...(countIn(all, unknown) > 0
        ? [vscode.l10n.t('Unknown because the check failed: {0}.', countIn(all, unknown))]
        : []),
    ].join(' '),
    expectedText,
  );
}

async function confirm(title: string, what: string, linked: string, expectedText: string): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t(
      'This deletes {0} for everyone and unlinks any linked phone. {1} You can’t undo this. Type “{2}” to confirm',
      what,
      linked,
      expectedText,
    ),
    placeHolder: expectedText,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === expectedText
        ? undefined
        : vscode.l10n.t('Type “{0}” to confirm, or press Escape to cancel', expectedText),
  });
  return typed?.trim() === expectedText;
}

/** How many of the instances to delete are among others. */
function countIn(all: readonly DeletionTarget[], others: readonly { readonly ref: InstanceRef }[]): number {
  return all.filter(({ ref }) => others.some((each) => each.ref === ref)).length;
}

/** The names of the instances. With several gateways, each name includes the gateway: two customers can have the same label. */
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
