import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import { register } from '../platform/commands';
import type { Disposable } from '../core/events/emitter';
import { sameRef } from '../core/references/instanceref';
import { refsGiven } from '../instances/arguments';
import { commands, internalCommands } from '../ids';
import type { Instances } from '../instances/instances';
import type { InstancesDoor } from './treeview';
import type { Row } from './rows';
import type { Settings } from '../platform/settings';
import type { TokenFlow } from '../gateways/access';

/** The commands that are about the instances view itself. */
export function viewCommands(
  view: InstancesDoor,
  settings: Settings,
  instances: Instances,
  tokenFlow: TokenFlow,
  log: Logger,
): readonly Disposable[] {
  return [
    // The view's own button passes the row that has the focus, and means all.
    register(commands.refreshInstances, log, async () => {
      await (await view.load()).refresh();
    }),
    register(commands.checkInstance, log, async (row, selected) => {
      const given = refsGiven(row, selected, instances);
      // Nothing is asked without a token, and the row doesn't say so.
      if (await tokenFlow.readyAll(given)) await (await view.load()).refresh(given);
    }),
    register(commands.filterInstances, log, async () => {
      await (await view.load()).askFilter();
    }),
    register(commands.clearFilter, log, async () => {
      (await view.load()).clearFilter();
    }),
    register(commands.sortByAttention, log, async () => {
      await (await view.load()).sort('attention');
    }),
    register(commands.sortByName, log, async () => {
      await (await view.load()).sort('name');
    }),
    register(commands.watchInstance, log, async (row, selected) => {
      const given = refsGiven(row, selected, instances);
      await settings.changeWatch((watch) => [
        ...watch.filter((ref) => !given.some((each) => sameRef(each, ref))),
        ...given,
      ]);
    }),
    register(commands.unwatchInstance, log, async (row, selected) => {
      const given = refsGiven(row, selected, instances);
      await settings.changeWatch((watch) => watch.filter((ref) => !given.some((each) => sameRef(each, ref))));
    }),
    register(internalCommands.onSelection, log, async (wish) => {
      const instanceRows = view.selection.filter(({ kind }) => kind === 'instance');
      // The editor's Ctrl+A takes in the gateway's row too.
      const selection = instanceRows.length > 0 ? instanceRows : view.selection;
      const [first] = selection;
      const meant = Object.values(commands).find((each) => each === wish);
      if (!first || !meant) return;
      const command = meaning(meant, selection);
      if (command !== undefined) await vscode.commands.executeCommand(command, first, selection);
    }),
  ];
}

/** What a key that is made for one instance means for several, or for a gateway. */
function meaning(command: string, [first, ...others]: readonly Row[]): string | undefined {
  const several = command === commands.pair && others.length > 0;
  if (first?.kind !== 'gateway') return several ? commands.pairSeveral : command;
  switch (command) {
    case commands.renameInstance:
      return commands.renameGateway;
    case commands.removeInstance:
      return commands.removeGateway;
    default:
      // The editor has unfolded or folded it.
      return undefined;
  }
}
