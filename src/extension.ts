import * as vscode from 'vscode';
import { actionCommands } from './actions/commands';
import { guarded, register } from './platform/commands';
import { copyReport } from './pairing/copyreport';
import { steadyClock } from './core/time/clock';
import { isInstanceRef } from './core/references/instanceref';
import { isIntent } from './core/views/intent';
import type { Phase } from './core/pairing/pairing';
import { gatewayCommands } from './gateways/commands';
import type { GatewayParts } from './gateways/gatewayactions';
import { Gateways } from './gateways/gateways';
import { History } from './instances/history';
import { commands, internalCommands, panelType, queuePanelType, gridPanelType } from './ids';
import { Instances } from './instances/instances';
import { InstancesDoor } from './instancesview/treeview';
import { machine } from './platform/machine';
import { tellEnds } from './pairing/notifications';
import { watchOrphans } from './pairing/abandonedpanels';
import { PairFlow } from './pairing/pairflow';
import { Pairings } from './pairing/pairings';
import { Settings } from './platform/settings';
import { StatusBar } from './pairing/statusbar';
import { tellStorageFailure, TokenFlow } from './gateways/access';
import { Tokens } from './gateways/tokens';
import { viewCommands } from './instancesview/commands';

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
  const gateways = new Gateways(settings);
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
  const tokenFlow = new TokenFlow(settings, gateways, tokens, log);
  const parts = {
    extensionUri,
    globalStorageUri,
    workspaceState,
    settings,
    gateways,
    tokens,
    tokenFlow,
    instances,
    pairings,
    history,
    clock,
    log,
  };
  const flow = new PairFlow(parts);
  const client: GatewayParts['client'] = (gateway, instanceId) => flow.client(gateway, instanceId);
  const view = new InstancesDoor({ ...parts, state: context.globalState, client });
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
    register(commands.showGrid, log, (given, selected) =>
      flow.showGrid(given, selected, (ref) => view.stateOf(ref)),
    ),
    vscode.window.registerWebviewPanelSerializer(gridPanelType, {
      deserializeWebviewPanel: async (panel, state) => {
        await guarded('restoreGrid', log, () => flow.restoreGrid(panel, state));
      },
    }),
    vscode.window.registerWebviewPanelSerializer(queuePanelType, {
      deserializeWebviewPanel: async (panel, state) => {
        await guarded('restoreQueue', log, () => flow.restoreQueue(panel, state));
      },
    }),
    ...gatewayCommands({
      ...parts,
      client,
      follow: (before, after) => flow.followGateway(before, after),
    }),
    ...actionCommands({ ...parts, client }, flow, view),
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
    gateways.onDidChange(() => {
      flow.checkGateways();
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
    settings.onDidChangeHideCode(() => {
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
