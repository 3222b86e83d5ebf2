import * as vscode from 'vscode';
import type { KnownInstance } from '../core/references/instancename';
import { instanceName, nameDetails } from '../core/references/instancename';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { InstanceState } from '../core/instances/instancestate';
import { iconless } from '../platform/escaping';
import { settings } from '../ids';
import { openSetting } from '../platform/opensetting';

interface Row extends vscode.QuickPickItem {
  readonly ref: InstanceRef;
}

/** Returns the state of an instance, as far as it is known. */
export type StateOf = (ref: InstanceRef) => InstanceState | undefined;

/** A question that asks the user to choose several instances. */
export interface InstancesQuestion {
  readonly list: readonly KnownInstance[];
  readonly stateOf: StateOf;
  readonly title: string;
  readonly placeHolder: string;
  /** Limit of instances that can be chosen. */
  readonly max?: number;
  /** Whether an instance is already included, so that it isn't preselected even if it needs attention. */
  readonly isIncluded?: (ref: InstanceRef) => boolean;
}

/** Asks for several known instances; those that need attention are preselected. Undefined if the user cancels or there are no instances. */
export async function askInstances({
  list,
  stateOf,
  title,
  placeHolder,
  max = Infinity,
  isIncluded,
}: InstancesQuestion): Promise<readonly InstanceRef[] | undefined> {
  if (list.length === 0) {
    await showNoInstances();
    return undefined;
  }
  const needAttention = list
    .filter((known) => stateOf(known)?.needsAttention && !isIncluded?.(known))
    .slice(0, max);
  const options = { title, canPickMany: true, matchOnDescription: true, ignoreFocusOut: true } as const;
  let [ticked, hint] = [new Set(needAttention.map(refKey)), placeHolder];
  for (;;) {
    const rows = list.map((known) => row(known, ticked.has(refKey(known)), stateOf(known)));
    const chosen = await vscode.window.showQuickPick(rows, { ...options, placeHolder: hint });
    if (!chosen || chosen.length === 0) return undefined;
    if (chosen.length <= max) return chosen.map(({ ref }) => ref);
    // Keep the choice, so that the user doesn't have to repeat it.
    ticked = new Set(chosen.map(({ ref }) => refKey(ref)));
    hint = vscode.l10n.t('You chose {0}. Choose up to {1}.', chosen.length, max);
  }
}

function row(known: KnownInstance, picked: boolean, state?: InstanceState): Row {
  const { gateway, instanceId } = known;
  const details = !state || state.kind === 'unchecked' ? [] : [state.text];
  // Label, gateway and account are foreign text.
  return {
    ref: { gateway, instanceId },
    label: iconless(instanceName(known)),
    description: iconless(nameDetails(known, ...details)),
    picked,
  };
}

async function showNoInstances(): Promise<void> {
  const open = vscode.l10n.t('Open setting');
  const pressed = await vscode.window.showInformationMessage(
    vscode.l10n.t('There are no instances yet. Pair one, or add your instances to the setting “Instances”.'),
    open,
  );
  if (pressed === open) await openSetting(settings.instances);
}
