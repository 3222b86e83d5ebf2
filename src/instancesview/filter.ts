import * as vscode from 'vscode';
import { stateName } from '../core/gateways/statenames';
import type { InstanceFilter } from '../core/instances/instanceorder';
import type { InstanceStateKind } from '../core/instances/instancestate';
import { DisposableStore } from '../platform/disposables';

/** A state that can be selected. */
interface StateRow extends vscode.QuickPickItem {
  readonly state: InstanceStateKind;
}

/** Asks for the filter of the view: the selected states and a typed text. Undefined if the user cancels. */
export function askFilter(
  counts: ReadonlyMap<InstanceStateKind, number>,
  present: InstanceFilter,
): Promise<InstanceFilter | undefined> {
  const store = new DisposableStore();
  const pick = store.add(vscode.window.createQuickPick<StateRow>());
  const rows = Array.from(counts, ([kind, count]) => ({
    state: kind,
    label: stateName(kind, vscode.l10n.t),
    description: `${count}`,
    // The typed text filters instances, not this list of states.
    alwaysShow: true,
  }));
  pick.title = vscode.l10n.t('Filter instances');
  pick.placeholder = vscode.l10n.t('Type part of a label, ID or account. Select the states to show.');
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.items = rows;
  pick.selectedItems = rows.filter(({ state }) => present.kinds?.has(state) ?? false);
  pick.value = present.text ?? '';
  return new Promise<InstanceFilter | undefined>((resolve) => {
    store.add(
      pick.onDidAccept(() => {
        const kinds = new Set(pick.selectedItems.map(({ state }) => state));
        const text = pick.value.trim();
        resolve({ ...(text !== '' && { text }), ...(kinds.size > 0 && { kinds }) });
      }),
    );
    store.add(
      pick.onDidHide(() => {
        resolve(undefined);
      }),
    );
    pick.show();
  }).finally(() => {
    store.dispose();
  });
}
