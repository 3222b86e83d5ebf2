import * as vscode from 'vscode';
import { stateName } from '../core/gateways/statenames';
import type { InstanceFilter } from '../core/instances/instanceorder';
import type { InstanceStateKind } from '../core/instances/instancestate';
import { DisposableStore } from '../platform/disposables';

/** A state that can be ticked. */
interface StateRow extends vscode.QuickPickItem {
  readonly state: InstanceStateKind;
}

/** Asks what the view is to show: states that are ticked, a text that is typed. Undefined if the user thinks better of it. */
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
    // What is typed looks for instances, not for states.
    alwaysShow: true,
  }));
  pick.title = vscode.l10n.t('Filter instances');
  pick.placeholder = vscode.l10n.t('Type part of a label, an ID or an account; tick the states to show');
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
