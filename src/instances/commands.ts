import * as vscode from 'vscode';
import type { InstanceRef } from '../core/references/instanceref';
import { commands } from '../ids';
import type { Handler, Handlers } from '../platform/commands';
import { refsFromArguments } from './arguments';
import type { InstanceChooser } from './chooseinstance';
import type * as ListModule from './listactions';

/** The commands that change the list of instances. Their code is loaded when the first of them runs. */
export function listCommands(parts: ListModule.ListActionParts & { readonly chooser: InstanceChooser }) {
  const { instances, chooser } = parts;
  /** Runs a command with the instances in its arguments, or with the one that the user chooses. */
  const on =
    (
      title: string,
      run: (
        refs: readonly InstanceRef[],
        list: ListModule.ListActions,
        module: typeof ListModule,
      ) => Promise<void>,
    ): Handler =>
    async (row, selected) => {
      const fromArguments = refsFromArguments(row, selected, instances);
      const chosen = fromArguments.length > 0 ? undefined : await chooser.ask(title);
      const refs = chosen ? [chosen] : fromArguments;
      if (refs.length === 0) return;
      const module = await import('./listactions');
      await run(refs, new module.ListActions(parts), module);
    };
  return {
    [commands.copyInstanceId]: on(vscode.l10n.t('Copy instance ID'), (refs, _, { copyInstanceIds }) =>
      copyInstanceIds(refs),
    ),
    [commands.renameInstance]: on(vscode.l10n.t('Rename instance'), async ([ref], list) => {
      if (ref) await list.rename(ref);
    }),
    [commands.removeInstance]: on(vscode.l10n.t('Remove from list'), (refs, list) => list.remove(refs)),
  } satisfies Handlers;
}
