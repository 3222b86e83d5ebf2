import * as vscode from 'vscode';
import { registerActionCommands } from './actions/commands';
import type { InstanceRef } from './core/references/instanceref';
import { refKey } from './core/references/instanceref';
import type { RefChange } from './core/references/refchange';
import { gatewayChange, removal } from './core/references/refchange';
import { steadyClock } from './core/time/clock';
import { writeLog } from './core/timeline/log';
import { GatewayAccess, notifyOfStorageFailure } from './gateways/access';
import { registerGatewayCommands } from './gateways/commands';
import { Gateways } from './gateways/gateways';
import { InstancePaces } from './gateways/instancepaces';
import { Tokens } from './gateways/tokens';
import { registerGridCommands } from './grid/commands';
import { commands, contexts } from './ids';
import { InstanceChooser } from './instances/chooseinstance';
import { registerListCommands } from './instances/commands';
import { PastPairings } from './instances/pastpairings';
import { Instances } from './instances/instances';
import { registerViewCommands } from './instancesview/commands';
import { InstancesTreeView } from './instancesview/treeview';
import { watchAbandonedPanels } from './pairing/surfaces/abandonedpanels';
import { pairAfter, registerPairingCommands } from './pairing/commands';
import { EndedPairings } from './pairing/endedpairings';
import { followPairingKeys } from './pairing/pairingkeys';
import { followChanges } from './pairing/followchanges';
import { notifyOfEnds } from './pairing/notifications';
import { Pairings } from './pairing/pairings';
import { panelTabs } from './pairing/surfaces/paneltabs';
import { StatusBar } from './pairing/statusbar';
import { guarded, register } from './platform/commands';
import { ContextKeys } from './platform/contextkeys';
import { Lazy } from './platform/lazy';
import { machine } from './platform/machine';
import { requestsFrom } from './platform/requestsfrom';
import { registerResultFiles, ResultFiles } from './platform/resultfiles';
import { Settings } from './platform/settings';
import { registerQueueCommands } from './queue/commands';

let end: (() => Promise<void>) | undefined;

/** Removes a copied code from the clipboard and releases all locks. */
export async function deactivate(): Promise<void> {
  await end?.();
}

/** Starts the extension: constructs the parts, connects them and subscribes to events. */
export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, globalState, globalStorageUri, secrets, subscriptions, workspaceState } = context;
  const { version } = context.extension.packageJSON as { version: string };
  const log = vscode.window.createOutputChannel(vscode.l10n.t('WhatsApp pairing'), { log: true });
  const clock = steadyClock(machine);
  const keys = new ContextKeys();
  const settings = new Settings();
  const tokens = new Tokens(secrets, globalState);
  const gateways = new Gateways(settings);
  const paces = new InstancePaces(clock);
  const instances = new Instances(globalState, settings);
  const pastPairings = new PastPairings(globalState);
  const files = new ResultFiles(workspaceState);
  const pairings = new Pairings();
  const ended = new EndedPairings(pairings, clock, vscode.l10n.t);
  const nameOf = (ref: InstanceRef): string => instances.nameOf(ref);
  const statusBar = new StatusBar(
    clock,
    () => [...pairings.shown, ...ended.sources],
    () => settings.statusBarAlwaysShown,
    nameOf,
  );
  const access = new GatewayAccess({
    gateways,
    tokens,
    log,
    countPairingsWith: (key) =>
      pairings.all.filter((pairing) => pairing.running && pairing.usesToken(key)).length,
    countLinkedOn: (gateway) => countLinkedOn(gateway),
  });
  const window = {
    from: requestsFrom(context.extension),
    extensionUri,
    workspaceState,
    settings,
    tokens,
    gateways,
    paces,
    instances,
    pastPairings,
    files,
    pairings,
    access,
    keys,
    clock,
    log,
  };

  const clients = new Lazy(async () => {
    const { GatewayClients } = await import('./gateways/clients');
    return new GatewayClients(tokens, clock, (entry) => {
      writeLog(log, entry);
    });
  });
  const pacers = new Lazy(async () => {
    const { GatewayPacers } = await import('./gateways/pacers');
    return new GatewayPacers(clock, gateways, tokens);
  });
  const locks = new Lazy(async () => {
    const { windowLocks } = await import('./platform/locks/windowlocks');
    return windowLocks(globalStorageUri, log);
  });
  const tools = new Lazy(async () => {
    const { createPairingTools } = await import('./pairing/pairingtools');
    return createPairingTools({
      ...window,
      globalState,
      clients: await clients.get(),
      locks: await locks.get(),
      nameOf,
    });
  });
  const view = new InstancesTreeView({ ...window, globalState, clients, locks, pacers });
  const queue = new Lazy(async () => {
    const { PairingQueue } = await import('./queue/pairingqueue');
    return new PairingQueue({
      ...window,
      opener: (await tools.get()).opener,
      stateOf: (ref) => view.stateOf(ref),
    });
  });
  const grid = new Lazy(async () => {
    const { PairingGrid } = await import('./grid/pairinggrid');
    return new PairingGrid({
      ...window,
      opener: (await tools.get()).opener,
      stateOf: (ref) => view.stateOf(ref),
    });
  });

  const countLinked = (refs: readonly InstanceRef[]): number =>
    refs.filter(
      (ref) => pairings.find(ref)?.state.phase.kind === 'linked' || view.statusOf(ref)?.status === 'WORKING',
    ).length;
  const countLinkedOn = (gateway: string): number =>
    countLinked(instances.list.filter((known) => known.gateway === gateway));

  /** Passes renamed and removed instances on to the queue and the grid, which save instances beyond this window. */
  const followRefs = async (change: RefChange): Promise<void> => {
    (await queue.get()).follow(change);
    (await grid.get()).follow(change);
  };
  const listParts = {
    instances,
    countRunning: (refs: readonly InstanceRef[]) => refs.filter((ref) => pairings.find(ref)?.running).length,
    countLinked,
    announceRemoval: async (refs: readonly InstanceRef[]) => {
      const removed = new Set(refs.map(refKey));
      pairings.stop(({ ref }) => removed.has(refKey(ref)));
      await followRefs(removal(refs));
    },
  };
  const chooser = new InstanceChooser({ ...window, ...listParts });

  end = async () => {
    await Promise.allSettled([tools.loaded?.copier.end(), locks.loaded?.end()]);
  };
  subscriptions.push(
    { dispose: () => pacers.loaded?.dispose() },
    settings,
    tokens,
    instances,
    pairings,
    ended,
    statusBar,
    view,
    registerResultFiles(files),
    register(commands.showLog, log, () => {
      log.show();
    }),
    ...registerPairingCommands({
      ...window,
      tools,
      chooser,
      copyReport: async () => {
        const { copyReport } = await import('./pairing/copyreport');
        await copyReport(pairings, settings, clock, version);
      },
    }),
    ...registerQueueCommands(queue, log),
    ...registerGridCommands(grid, log),
    ...registerGatewayCommands({
      ...window,
      clients,
      followers: [instances, pastPairings],
      sampleOf: (gateway) => {
        const sample = instances.sampleOf(gateway, (ref) => pairings.find(ref)?.running ?? false);
        return sample && { instanceId: sample.instanceId, name: nameOf(sample) };
      },
      countListed: (gateway) => instances.used.filter((known) => known.gateway === gateway).length,
      countLinkedOn,
      countShown: (gateway) => pairings.shown.filter(({ ref }) => ref.gateway === gateway).length,
      announceChange: async (before, after) => {
        await followRefs(gatewayChange(before, after));
        for (const { ref, surfaces } of pairings.all) if (ref.gateway === before) surfaces.close();
      },
    }),
    ...registerListCommands({ ...listParts, chooser, log }),
    ...registerActionCommands({
      ...window,
      ...listParts,
      chooser,
      clients,
      pacers,
      tools,
      statuses: view,
      // Some gateways start a new session on their own, others wait for this command. Sending it to both is harmless.
      pair: (ref) => pairAfter('start', ref, tools),
    }),
    ...registerViewCommands({ ...window, view }),
    ...followChanges({
      ...window,
      restart: async (pairing) => {
        const { starter } = await tools.get();
        if (!pairing.running) await starter.start(pairing);
      },
    }),
    followPairingKeys(pairings, keys, panelTabs),
    notifyOfEnds(pairings, ({ ref }) => nameOf(ref), clock, log),
    watchAbandonedPanels(pairings, (tab) => {
      void guarded('replace', log, async () => {
        const owners = [await queue.get(), await grid.get()];
        const owner = owners.find((each) => each.has(tab)) ?? (await tools.get()).restorer;
        await owner.replace(tab);
      });
    }),
    pairings.onDidChange(() => {
      statusBar.refresh();
    }),
    ended.onDidChange(() => {
      statusBar.refresh();
    }),
    settings.onDidChangeStatusBar(() => {
      statusBar.refresh();
    }),
    settings.onDidChangeInstances(() => {
      instances.refresh();
    }),
    settings.onDidChangeWatch(() => {
      instances.refresh();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) instances.checkForChanges();
    }),
    tokens.onDidFail(notifyOfStorageFailure),
    tokens.onDidLose((key) => {
      void guarded('lostToken', log, () => access.explainLoss(key));
    }),
    // Disposed last: the parts above still write to the log while they are disposed.
    log,
  );
  keys.set(contexts.severalGateways, gateways.several);
  subscriptions.push(
    gateways.onDidChange(() => {
      keys.set(contexts.severalGateways, gateways.several);
    }),
  );
}
