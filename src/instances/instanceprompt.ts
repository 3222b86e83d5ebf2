import * as vscode from 'vscode';
import type { InstanceIdForm } from '../core/references/instanceid';
import { instanceIdForm } from '../core/references/instanceid';
import type { KnownInstance } from '../core/references/instancename';
import { instanceName, nameDetails } from '../core/references/instancename';
import type { InstanceRef } from '../core/references/instanceref';
import type { Gateways } from '../gateways/gateways';
import { DisposableStore } from '../platform/disposables';
import { iconless } from '../platform/escaping';
import type { Instances } from './instances';

/** A row of the list: a known instance, or the typed text. */
interface Row extends vscode.QuickPickItem {
  /** Undefined for the typed text. */
  readonly ref: InstanceRef | undefined;
}

/** Changes to the list while it is shown. They never reject. */
export interface ListEdits {
  remove(ref: InstanceRef): Promise<void>;
  /** Sets the label of an instance. */
  label(ref: InstanceRef, text: string): Promise<void>;
}

/** Asks for an instance: a known one, or an ID that the user types, which is returned as text. Undefined if the user cancels. */
export function askInstance(
  instances: Instances,
  gateways: Gateways,
  title: string,
  edits: ListEdits,
): Promise<InstanceRef | string | undefined> {
  const store = new DisposableStore();
  const pick = store.add(vscode.window.createQuickPick<Row>());
  const rename = button('edit', vscode.l10n.t('Change label'));
  const remove = button('trash', vscode.l10n.t('Remove from list'));
  const refresh = (): void => {
    const listed = instances.list.map((known) =>
      row(known, instances.isNamedBySettings(known) ? [rename] : [rename, remove]),
    );
    pick.items = rows(pick.value.trim(), listed, gateways.several);
  };
  pick.title = title;
  pick.placeholder =
    instances.list.length === 0
      ? vscode.l10n.t('Type the instance ID (12 letters and digits)')
      : vscode.l10n.t('Choose an instance, or type the ID of another one');
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  return new Promise<InstanceRef | string | undefined>((resolve) => {
    let renaming = false;
    store.add(pick.onDidChangeValue(refresh));
    store.add(
      pick.onDidAccept(() => {
        const chosen = accepted(pick.selectedItems[0], pick.value.trim());
        if (chosen !== undefined) resolve(chosen);
      }),
    );
    store.add(
      pick.onDidTriggerItemButton(async ({ button: pressed, item: { ref } }) => {
        if (!ref) return;
        if (pressed === remove) {
          await edits.remove(ref);
          refresh();
          return;
        }
        renaming = true;
        const label = await askLabel(ref.instanceId, instances.find(ref)?.label);
        renaming = false;
        if (label !== undefined) await edits.label(ref, label);
        refresh();
        pick.show();
      }),
    );
    store.add(
      pick.onDidHide(() => {
        // The input box for a label hides this list for a while.
        if (!renaming) resolve(undefined);
      }),
    );
    refresh();
    pick.show();
  }).finally(() => {
    store.dispose();
  });
}

/** The accepted instance. For typed text, use the text of the box: the row may not have caught up with the keyboard yet. */
function accepted(row: Row | undefined, text: string): InstanceRef | string | undefined {
  return row?.ref ?? (instanceIdForm(text) === 'unusable' ? undefined : text);
}

/** Asks for the label of an instance; undefined if the user cancels. */
export async function askLabel(id: string, label = ''): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Label for {0}', id),
    prompt: vscode.l10n.t('Leave the label empty to show only the ID'),
    value: label,
    ignoreFocusOut: true,
  });
  return typed?.trim();
}

function row(known: KnownInstance, buttons: readonly vscode.QuickInputButton[]): Row {
  const { gateway, instanceId } = known;
  // Label and gateway can come from a workspace.
  return {
    ref: { gateway, instanceId },
    label: iconless(instanceName(known)),
    description: iconless(nameDetails(known)),
    buttons,
  };
}

/** The typed text comes first, so that Enter accepts it, unless the text matches a label or a gateway. */
function rows(text: string, listed: readonly Row[], several: boolean): Row[] {
  const known = listed.some(({ ref }) => ref?.instanceId === text);
  if (text === '' || (known && !several)) return [...listed];
  // Another gateway can have an instance with the same ID.
  if (known)
    return [
      ...listed,
      { ref: undefined, label: text, description: vscode.l10n.t('on another gateway'), alwaysShow: true },
    ];
  const typed = typedRow(text, instanceIdForm(text));
  const wanted = text.toLowerCase();
  const searching = listed.some(
    ({ ref, label }) =>
      (label !== ref?.instanceId && label.toLowerCase().includes(wanted)) ||
      (several && ref?.gateway.toLowerCase().includes(wanted)),
  );
  return searching ? [...listed, typed] : [typed, ...listed];
}

function typedRow(text: string, form: InstanceIdForm): Row {
  switch (form) {
    case 'documented':
      return {
        ref: undefined,
        label: text,
        description: vscode.l10n.t('another instance'),
        alwaysShow: true,
      };
    case 'unusual':
      return {
        ref: undefined,
        label: `$(warning) ${text}`,
        description: vscode.l10n.t('another instance'),
        detail: vscode.l10n.t(
          'Unusual: instance IDs have 12 letters and digits. The ID is used as you typed it.',
        ),
        alwaysShow: true,
      };
    case 'unusable':
      return {
        ref: undefined,
        label: `$(error) ${vscode.l10n.t('This is not a valid instance ID')}`,
        detail: vscode.l10n.t(
          'An instance ID has 12 letters and digits. You find it in the gateway’s dashboard.',
        ),
        alwaysShow: true,
      };
    default:
      return form satisfies never;
  }
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}
