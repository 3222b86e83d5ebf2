import * as vscode from 'vscode';
import type { InstanceRef } from '../core/references/instanceref';
import { sameRef } from '../core/references/instanceref';
import type { GatewayAccess } from '../gateways/access';
import { commands, internalCommands } from '../ids';
import { refsFromArguments } from '../instances/arguments';
import type { Instances } from '../instances/instances';
import type { Handler, Handlers } from '../platform/commands';
import type { Settings } from '../platform/settings';
import type { InstancesTreeView } from './treeview';

/** What the commands of the instances view need. */
export interface ViewCommandParts {
  readonly view: InstancesTreeView;
  readonly settings: Settings;
  readonly instances: Instances;
  readonly access: GatewayAccess;
}

/** The commands of the instances view itself, and those of its keys. */
export function viewCommands(parts: ViewCommandParts) {
  const { view, settings, instances, access } = parts;
  /** Adds the instances of a command to the watched ones, or removes them. */
  const watch =
    (isWatched: boolean): Handler =>
    async (row, selected) => {
      const refs = refsFromArguments(row, selected, instances);
      const others = (watched: readonly InstanceRef[]): readonly InstanceRef[] =>
        watched.filter((ref) => !refs.some((each) => sameRef(each, ref)));
      await settings.changeWatch((watched) => [...others(watched), ...(isWatched ? refs : [])]);
    };
  return {
    // The view's own button passes the focused row, but means all instances.
    [commands.refreshInstances]: async () => (await view.load()).refresh(),
    [commands.checkInstance]: async (row, selected) => {
      const refs = refsFromArguments(row, selected, instances);
      // Without a token, no check is made, and the row doesn't say so.
      if (await access.prepareGateways(refs)) await (await view.load()).refresh(refs);
    },
    [commands.filterInstances]: async () => (await view.load()).askFilter(),
    [commands.clearFilter]: async () => {
      (await view.load()).setFilter({});
    },
    [commands.sortByAttention]: async () => (await view.load()).sort('attention'),
    [commands.sortByName]: async () => (await view.load()).sort('name'),
    [commands.watchInstance]: watch(true),
    [commands.unwatchInstance]: watch(false),
    [internalCommands.openRow]: async () => {
      const opened = view.isSelecting ? undefined : view.openedCommand;
      if (opened)
        await vscode.commands.executeCommand(opened.command, ...((opened.arguments ?? []) as unknown[]));
    },
    [internalCommands.showMore]: async (gateway) => {
      if (typeof gateway === 'string') (await view.load()).showMore(gateway);
    },
    [commands.pairSelected]: () => runOnSelection(view, commands.pairSeveral),
    [commands.renameSelected]: () => runOnSelection(view, commands.renameInstance, commands.renameGateway),
    [commands.removeSelected]: () => runOnSelection(view, commands.removeInstance, commands.removeGateway),
  } satisfies Handlers;
}

/** Runs a command on the selected instances, or another command on the selected gateway. */
async function runOnSelection(
  view: InstancesTreeView,
  onInstances: string,
  onGateway?: string,
): Promise<void> {
  // A key applies to the focused row, which may not be selected.
  if (view.selection.length < 2) await view.selectFocusedRow();
  const selected = view.selection.filter(({ kind }) => kind !== 'more');
  // Ctrl+A in the editor selects the rows of gateways too.
  const instanceRows = selected.filter(({ kind }) => kind === 'instance');
  const [rows, command] = instanceRows.length > 0 ? [instanceRows, onInstances] : [selected, onGateway];
  const [first] = rows;
  if (first && command !== undefined) await vscode.commands.executeCommand(command, first, rows);
}
