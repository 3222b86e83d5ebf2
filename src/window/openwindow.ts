// src/window: what a window needs once the extension is used: the parts, and how they are connected.
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { actionCommands } from '../actions/commands';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { RefChange } from '../core/references/refchange';
import { gatewayChange, removal } from '../core/references/refchange';
import { notifyOfStorageFailure } from '../gateways/access';
import { gatewayCommands } from '../gateways/commands';
import { prepareRequests } from '../gateways/firstrequest';
import { gridCommands } from '../grid/commands';
import type { CommandId } from '../ids';
import { commands, contexts, gridPanelType, panelType, queuePanelType } from '../ids';
import { InstanceChooser } from '../instances/chooseinstance';
import { listCommands } from '../instances/commands';
import { viewCommands } from '../instancesview/commands';
import type { InstancesView } from '../instancesview/instancesview';
import type { Row } from '../instancesview/tree/rows';
import { pairAfter, pairingCommands } from '../pairing/commands';
import { followChanges } from '../pairing/followchanges';
import { notifyOfEnds } from '../pairing/notifications';
import { followPairingKeys } from '../pairing/pairingkeys';
import { watchAbandonedPanels } from '../pairing/surfaces/abandonedpanels';
import { panelTabs } from '../pairing/surfaces/paneltabs';
import type { Handler } from '../platform/commands';
import { guarded } from '../platform/commands';
import { Soon } from '../platform/soon';
import { queueCommands } from '../queue/commands';
import type { Activated } from './parts';
import { constructParts } from './parts';

/** Restores a panel after a reload of the window. */
type Restore = (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;

/** The extension in one window. */
export interface Window {
  /** What the commands run. */
  readonly handlers: Readonly<Record<CommandId, Handler>>;
  /** Restores the panels of each type. */
  readonly restore: Readonly<
    Record<typeof panelType | typeof queuePanelType | typeof gridPanelType, Restore>
  >;
  /** Loads what the next pairing needs, so that it begins sooner. */
  prepare(): Promise<void>;
  /** Loads the content of the instances view. */
  loadView(view: vscode.TreeView<Row>): Promise<InstancesView>;
  /** Removes a copied code from the clipboard and releases all locks. */
  end(): Promise<void>;
  dispose(): void;
}

/** Constructs the parts of the extension, connects them and subscribes to events. */
export function openWindow(activated: Activated): Window {
  const { context, log, view } = activated;
  const { version } = context.extension.packageJSON as { version: string };
  const parts = constructParts(activated);
  const { window, nameOf, countLinked, countLinkedOn, ended, statusBar } = parts;
  const { clients, pacers, locks, tools, queue, grid } = parts;
  const { settings, tokens, gateways, instances, pastPairings, pairings, access, keys, clock } = window;

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

  const handlers = {
    [commands.showLog]: () => {
      log.show();
    },
    ...pairingCommands({
      ...window,
      tools,
      chooser,
      copyReport: async () => {
        const { copyReport } = await import('../pairing/copyreport');
        await copyReport(pairings, settings, clock, version);
      },
    }),
    ...queueCommands(queue),
    ...gridCommands(grid),
    ...gatewayCommands({
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
    ...listCommands({ ...listParts, chooser }),
    ...actionCommands({
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
    ...viewCommands({ ...window, view }),
  };

  const watch = (): void => {
    if (settings.watch.length > 0) void guarded('view', log, () => view.load());
  };
  const followSeveral = (): void => {
    keys.set(contexts.severalGateways, gateways.several);
  };
  const refreshStatusBar = (): void => {
    statusBar.refresh();
  };
  const soon = new Soon(refreshStatusBar);
  const refreshInstances = (): void => {
    instances.refresh();
  };
  const owned = vscode.Disposable.from(
    { dispose: () => pacers.loaded?.dispose() },
    settings,
    tokens,
    instances,
    pairings,
    ended,
    statusBar,
    soon,
    keys,
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
    pairings.onDidChange((pairing) => {
      // At once: a click would still mean the pairing that has ended.
      if (pairings.find(pairing.ref) !== pairing) refreshStatusBar();
      else soon.ask();
    }),
    ended.onDidChange(refreshStatusBar),
    settings.onDidChangeStatusBar(refreshStatusBar),
    settings.onDidChangeInstances(refreshInstances),
    settings.onDidChangeWatch(refreshInstances),
    settings.onDidChangeWatch(watch),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) instances.checkForChanges();
    }),
    tokens.onDidFail(notifyOfStorageFailure),
    tokens.onDidLose((key) => {
      void guarded('lostToken', log, () => access.explainLoss(key));
    }),
    gateways.onDidChange(followSeveral),
  );
  followSeveral();
  watch();

  return {
    handlers,
    restore: {
      [panelType]: async (panel, state) => {
        (await tools.get()).restorer.restore(panel, state);
      },
      [queuePanelType]: async (panel, state) => {
        (await queue.get()).restore(panel, state);
      },
      [gridPanelType]: async (panel, state) => {
        (await grid.get()).restore(panel, state);
      },
    },
    prepare: async () => {
      await Promise.all([tools.get(), tokens.readAll(), prepareRequests()]);
      await (await locks.get()).prepare();
      const { warmUp } = await import('../core/code/encode');
      await warmUp(setImmediate);
    },
    loadView: async (treeView) => {
      const { InstancesView } = await import('../instancesview/instancesview');
      const loaded = {
        clients: await clients.get(),
        locks: await locks.get(),
        pacers: await pacers.get(),
      };
      return new InstancesView({ ...window, globalState: context.globalState, ...loaded }, treeView);
    },
    end: async () => {
      await Promise.allSettled([tools.loaded?.copier.loaded?.end(), locks.loaded?.end()]);
    },
    dispose: () => {
      owned.dispose();
    },
  };
}
