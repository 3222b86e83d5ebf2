import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import { register } from '../platform/commands';
import type { Disposable } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { gatewayNameGiven, refsGiven } from '../instances/arguments';
import { commands } from '../ids';
import type { ActionParts, InstanceActions } from './instanceactions';
import type { InstancesDoor } from '../instancesview/treeview';
import type { PairFlow } from '../pairing/pairflow';

/** The commands that do something to instances, one or several. What does it is loaded with the first of them. */
export function actionCommands(
  parts: Omit<ActionParts, 'view' | 'pairNew' | 'forget'> & { readonly log: Logger },
  flow: PairFlow,
  view: InstancesDoor,
): readonly Disposable[] {
  const { instances, log } = parts;
  let loading: Promise<InstanceActions> | undefined;
  const actions = (): Promise<InstanceActions> =>
    (loading ??= import('./instanceactions').then(
      (module) =>
        new module.InstanceActions({
          ...parts,
          // Some gateways start a new session by themselves, others wait to be asked; to be asked does no harm.
          pairNew: (ref) => flow.pairAfter('start', ref),
          forget: (gone) => flow.forget(gone),
          view,
        }),
    ));
  /** What is done to those given, or to one that is asked for. */
  const on = (
    command: string,
    title: string,
    run: (actions: InstanceActions, refs: readonly InstanceRef[]) => Promise<void>,
    /** Whether the gateway is asked nothing, so that no token is needed. */
    offline = false,
  ): Disposable =>
    register(command, log, async (row, selected) => {
      const given = refsGiven(row, selected, instances);
      const refs = given.length > 0 ? given : await flow.askInstance(title, offline);
      if (refs.length > 0) await run(await actions(), refs);
    });
  return [
    register(commands.restart, log, async (row, selected) => {
      const refs = refsGiven(row, selected, instances);
      if (refs.length > 1) await (await actions()).restart(refs);
      else await flow.restart(row);
    }),
    register(commands.logout, log, async (row, selected) => {
      const refs = refsGiven(row, selected, instances);
      if (refs.length > 1) await (await actions()).unlink(refs);
      else await flow.unlink(row);
    }),
    on(commands.startInstance, vscode.l10n.t('Start session'), (all, refs) => all.start(refs)),
    on(commands.stopInstance, vscode.l10n.t('Stop session'), (all, refs) => all.stop(refs)),
    on(commands.copyInstanceId, vscode.l10n.t('Copy instance ID'), (all, refs) => all.copyIds(refs), true),
    on(commands.renameInstance, vscode.l10n.t('Rename instance'), (all, refs) => all.rename(refs), true),
    on(commands.removeInstance, vscode.l10n.t('Remove from list'), (all, refs) => all.remove(refs), true),
    on(commands.deleteInstance, vscode.l10n.t('Delete instance'), (all, refs) => all.delete(refs)),
    register(commands.createInstance, log, async (row) => {
      const name = gatewayNameGiven(row);
      // The view's own menu passes the row that has the focus, which may be of a gateway that isn't set up.
      const gateway = name === undefined ? undefined : parts.gateways.find(name);
      await (await actions()).create(gateway);
    }),
  ];
}
