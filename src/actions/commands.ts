// src/actions: actions on instances on their gateway: create, start, restart, stop, unlink and delete, for one or several.
import * as vscode from 'vscode';
import type { InstanceRef } from '../core/references/instanceref';
import { gatewayNameFromArgument } from '../gateways/argument';
import type { GatewayPacers } from '../gateways/pacers';
import { commands } from '../ids';
import { refsFromArguments } from '../instances/arguments';
import type { InstanceChooser } from '../instances/chooseinstance';
import type { Handler, Handlers } from '../platform/commands';
import { Lazy } from '../platform/lazy';
import type { CreationParts } from './creation';
import type { DeletionParts } from './deletion';
import type { ActionParts } from './action';

/** What the commands for actions on instances need. */
export interface ActionCommandParts extends Omit<ActionParts & DeletionParts, 'pacers'>, CreationParts {
  readonly pacers: Lazy<GatewayPacers>;
  readonly chooser: InstanceChooser;
}

/** The commands for actions on one or several instances. Their code is loaded when the first of them runs. */
export function actionCommands(parts: ActionCommandParts) {
  const { gateways, instances, pairings, chooser } = parts;
  const actions = new Lazy(async () => {
    const { InstanceActions } = await import('./instanceactions');
    return new InstanceActions({ ...parts, pacers: await parts.pacers.get() });
  });
  const deletion = new Lazy(async () => {
    const { InstanceDeletion } = await import('./deletion');
    return new InstanceDeletion({ ...parts, pacers: await parts.pacers.get() });
  });
  /**
   * Runs a command with the instances in its arguments, or else with the only instance that is being paired, or with one that
   * the user chooses.
   */
  const on =
    (title: string, run: (refs: readonly InstanceRef[]) => Promise<void>, asks = false): Handler =>
    async (row, selected) => {
      const fromArguments = refsFromArguments(row, selected, instances);
      if (fromArguments.length > 0) {
        await run(fromArguments);
        return;
      }
      const [only, ...others] = pairings.shown;
      const chosen = await chooser.choose(title, asks || others.length > 0 ? undefined : only?.ref);
      if (chosen) await run([chosen]);
    };
  return {
    [commands.startInstance]: on(vscode.l10n.t('Start instance'), async (refs) =>
      (await actions.get()).start(refs),
    ),
    [commands.restartInstance]: on(vscode.l10n.t('Restart instance'), async (refs) =>
      (await actions.get()).restart(refs),
    ),
    [commands.stopInstance]: on(vscode.l10n.t('Stop instance'), async (refs) =>
      (await actions.get()).stop(refs),
    ),
    [commands.unlink]: on(vscode.l10n.t('Unlink phone'), async (refs) => (await actions.get()).unlink(refs)),
    [commands.deleteInstance]: on(
      vscode.l10n.t('Delete instance on the gateway'),
      async (refs) => (await deletion.get()).delete(refs),
      true,
    ),
    [commands.createInstance]: async (row) => {
      const name = gatewayNameFromArgument(row);
      // The view's own menu passes the focused row, whose gateway may not be set up.
      const gateway = name === undefined ? undefined : gateways.find(name);
      await (await import('./creation')).createInstance(gateway, parts);
    },
  } satisfies Handlers;
}
