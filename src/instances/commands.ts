import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import type { Logger } from '../core/timeline/log';
import { commands } from '../ids';
import { register } from '../platform/commands';
import { refsFromArguments } from './arguments';
import type { InstanceChooser } from './chooseinstance';
import type * as ListModule from './listactions';

/** Registers the commands that change the list of instances. Their code is loaded when the first of them runs. */
export function registerListCommands(
  parts: ListModule.ListActionParts & { readonly chooser: InstanceChooser; readonly log: Logger },
): readonly Disposable[] {
  const { instances, chooser, log } = parts;
  /** Runs a command with the instances in its arguments, or with the one that the user chooses. */
  const on = (
    command: string,
    title: string,
    run: (
      refs: readonly InstanceRef[],
      list: ListModule.ListActions,
      module: typeof ListModule,
    ) => Promise<void>,
  ): Disposable =>
    register(command, log, async (row, selected) => {
      const fromArguments = refsFromArguments(row, selected, instances);
      const chosen = fromArguments.length > 0 ? undefined : await chooser.ask(title);
      const refs = chosen ? [chosen] : fromArguments;
      if (refs.length === 0) return;
      const module = await import('./listactions');
      await run(refs, new module.ListActions(parts), module);
    });
  return [
    on(commands.copyInstanceId, vscode.l10n.t('Copy instance ID'), (refs, _, { copyInstanceIds }) =>
      copyInstanceIds(refs),
    ),
    on(commands.renameInstance, vscode.l10n.t('Rename instance'), async ([ref], list) => {
      if (ref) await list.rename(ref);
    }),
    on(commands.removeInstance, vscode.l10n.t('Remove from list'), (refs, list) => list.remove(refs)),
  ];
}
