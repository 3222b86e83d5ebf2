import * as vscode from 'vscode';
import type { Connections } from '../connections';
import type { KnownInstance } from '../core/instancelist';
import type { InstanceRef } from '../core/instanceref';
import { defaultConnection } from '../core/instanceref';
import { iconless } from '../foreignwords';
import { settings } from '../ids';
import type { Instances } from '../instances';
import type { Pairings } from '../pairings';
import { openSetting } from './setting';

interface Row extends vscode.QuickPickItem {
  readonly ref: InstanceRef;
}

/** Asks for several of the instances that are known. Undefined if the user thinks better of it or there are none. */
export async function askInstances(
  instances: Instances,
  connections: Connections,
  pairings: Pairings,
  title: string,
): Promise<readonly InstanceRef[] | undefined> {
  const { list } = instances;
  if (list.length === 0) {
    await tellNone();
    return undefined;
  }
  const rows = list.map((known) => row(known, connections.several, pairings));
  const chosen = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('Choose the instances to pair; they come in this order'),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return chosen && chosen.length > 0 ? chosen.map(({ ref }) => ref) : undefined;
}

function row({ connection, instanceId, label }: KnownInstance, several: boolean, pairings: Pairings): Row {
  const ref = { connection, instanceId };
  const phase = pairings.find(ref)?.state.phase.kind;
  const parts = [
    ...(label === undefined ? [] : [instanceId]),
    ...(several && connection !== defaultConnection ? [connection] : []),
    ...(phase === 'linked' ? [vscode.l10n.t('linked')] : []),
  ];
  return {
    ref,
    label: label === undefined ? instanceId : iconless(label),
    description: parts.join(' · '),
    // What nothing is known of may well be linked.
    picked: phase !== undefined && phase !== 'linked',
  };
}

async function tellNone(): Promise<void> {
  const open = vscode.l10n.t('Open setting');
  const pressed = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'No instance is known yet. Pair one first, or name your instances in the setting “pairWhatsApp.instances”.',
    ),
    open,
  );
  if (pressed === open) await openSetting(settings.instances);
}
