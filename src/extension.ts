import * as vscode from 'vscode';
import { actionCommands } from './actioncommands';
import { guarded, register } from './commands';
import { copyReport } from './copyreport';
import { steadyClock } from './core/clock';
import { isInstanceRef } from './core/instanceref';
import { isIntent } from './core/intent';
import type { Phase } from './core/pairing';
import { connectionCommands } from './connectioncommands';
import type { ConnectionParts } from './connectionflow';
import { Connections } from './connections';
import { History } from './history';
import { commands, internalCommands, panelType, queuePanelType, wallPanelType } from './ids';
import { Instances } from './instances';
import { InstancesDoor } from './instancesdoor';
import { machine } from './machine';
import { tellEnds } from './notices';
import { watchOrphans } from './orphans';
import { PairFlow } from './pairflow';
import { Pairings } from './pairings';
import { Settings } from './settings';
import { StatusBar } from './statusbar';
import { tellStorageFailure, TokenFlow } from './tokenflow';
import { Tokens } from './tokens';
import { viewCommands } from './viewcommands';

let atEnd: (() => Promise<void>) | undefined;

/** Takes off the clipboard what would be left there. */
export async function deactivate(): Promise<void> {
  await atEnd?.();
}

/** Puts the parts together. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel(vscode.l10n.t('WhatsApp pairing'), { log: true });
  const clock = steadyClock(machine);
  const settings = new Settings();
  const tokens = new Tokens(context.secrets);
  const instances = new Instances(context.globalState, settings);
  const connections = new Connections(settings);
  const pairings = new Pairings(clock);
  const history = new History(context.globalState);
  const statusBar = new StatusBar(
    clock,
    () => pairings.noteworthy,
    () => settings.statusBarAtRest,
    (ref) => instances.find(ref)?.label ?? ref.instanceId,
  );
  const recognised = new WeakSet<Phase>();
  const { extensionUri, globalStorageUri, workspaceState } = context;
  const tokenFlow = new TokenFlow(settings, connections, tokens, log);
  const parts = {
    extensionUri,
    globalStorageUri,
    workspaceState,
    settings,
    connections,
    tokens,
    tokenFlow,
    instances,
    pairings,
    history,
    clock,
    log,
  };
  const flow = new PairFlow(parts);
  const gateway: ConnectionParts['gateway'] = (connection, instanceId) =>
    flow.gateway(connection, instanceId);
  const view = new InstancesDoor({ ...parts, state: context.globalState, gateway });
  atEnd = () => flow.end();
  const { version } = context.extension.packageJSON as { version: string };

  context.subscriptions.push(
    ...[settings, tokens, instances, pairings, statusBar, view],
    register(commands.pair, log, (given) => flow.pair(given)),
    register(commands.stop, log, () => flow.stop()),
    register(commands.showPairings, log, () => flow.showPairings()),
    register(commands.showLog, log, () => {
      log.show();
    }),
    register(commands.copyReport, log, () => copyReport(pairings, settings, version)),
    register(commands.pairInTerminal, log, (given) => flow.pair(given, 'terminal')),
    register(commands.copyValue, log, (given) => flow.copyValue(given)),
    register(commands.saveImage, log, (given) => flow.saveImage(given)),
    register(commands.exportMonitor, log, () => flow.exportMonitor()),
    register(commands.clearHistory, log, async () => {
      await history.clear();
      void vscode.window.showInformationMessage(vscode.l10n.t('The pairing history is cleared.'));
    }),
    register(commands.pairSeveral, log, (given, selected) =>
      flow.pairSeveral(given, selected, (ref) => view.stateOf(ref)),
    ),
    register(commands.openWall, log, (given, selected) =>
      flow.openWall(given, selected, (ref) => view.stateOf(ref)),
    ),
    vscode.window.registerWebviewPanelSerializer(wallPanelType, {
      deserializeWebviewPanel: async (panel, state) => {
        await guarded('restoreWall', log, () => flow.restoreWall(panel, state));
      },
    }),
    vscode.window.registerWebviewPanelSerializer(queuePanelType, {
      deserializeWebviewPanel: async (panel, state) => {
        await guarded('restoreQueue', log, () => flow.restoreQueue(panel, state));
      },
    }),
    ...connectionCommands({
      ...parts,
      gateway,
      follow: (before, after) => flow.followConnection(before, after),
    }),
    ...actionCommands({ ...parts, gateway }, flow, view),
    ...viewCommands(view, settings, instances, tokenFlow, log),
    register(internalCommands.act, log, (ref, intent) => {
      const pairing = isInstanceRef(ref) ? pairings.find(ref) : undefined;
      if (pairing && isIntent(intent)) pairing.perform(intent);
    }),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async (panel, state) => {
        await guarded('restore', log, () => flow.restore(panel, state));
      },
    }),
    watchOrphans(pairings, (tab) => {
      void guarded('replace', log, () => flow.replace(tab));
    }),
    pairings.onDidChange(() => {
      statusBar.refresh();
    }),
    pairings.onDidChange(({ ref, state: { phase } }) => {
      if (phase.kind !== 'linked' || !phase.account || recognised.has(phase)) return;
      // Once: whoever takes the name away doesn't want it back.
      recognised.add(phase);
      void instances.recognise(ref, phase.account);
    }),
    tellEnds(pairings, clock, log),
    connections.onDidChange(() => {
      flow.checkConnections();
    }),
    settings.onDidChangeInstances(() => {
      instances.refresh();
    }),
    settings.onDidChangeWatch(() => {
      instances.refresh();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) instances.look();
    }),
    settings.onDidChangeShield(() => {
      for (const pairing of pairings.all) pairing.refresh();
    }),
    settings.onDidChangeStatusBar(() => {
      statusBar.refresh();
    }),
    tokens.onDidFail(tellStorageFailure),
    tokens.onDidChange((account) => {
      void guarded('tokenChange', log, () => flow.checkToken(account));
    }),
    // The last to go: what ends before it still writes there.
    log,
  );
}
