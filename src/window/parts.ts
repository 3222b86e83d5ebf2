import * as vscode from 'vscode';
import type { InstanceRef } from '../core/references/instanceref';
import { steadyClock } from '../core/time/clock';
import { writeLog } from '../core/timeline/log';
import { GatewayAccess } from '../gateways/access';
import { Gateways } from '../gateways/gateways';
import { InstancePaces } from '../gateways/instancepaces';
import { Tokens } from '../gateways/tokens';
import type { StateOf } from '../instances/instancesprompt';
import { PastPairings } from '../instances/pastpairings';
import { Instances } from '../instances/instances';
import type { InstancesTreeView } from '../instancesview/treeview';
import { EndedPairings } from '../pairing/endedpairings';
import { Pairings } from '../pairing/pairings';
import { StatusBar } from '../pairing/statusbar';
import { ContextKeys } from '../platform/contextkeys';
import { Lazy } from '../platform/lazy';
import { machine } from '../platform/machine';
import { requestsFrom } from '../platform/requestsfrom';
import type { ResultFiles } from '../platform/resultfiles';
import { Settings } from '../platform/settings';

/** What activation hands over to the window. */
export interface Activated {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly files: ResultFiles;
  readonly item: vscode.StatusBarItem;
  readonly view: InstancesTreeView;
}

/** Constructs the parts of the extension in one window. Those that not every window needs are loaded at their first use. */
export function constructParts({ context, log, files, item, view }: Activated) {
  const { extensionUri, globalState, globalStorageUri, secrets, workspaceState } = context;
  const clock = steadyClock(machine);
  const keys = new ContextKeys();
  const settings = new Settings();
  const tokens = new Tokens(secrets, globalState);
  const gateways = new Gateways(settings);
  const paces = new InstancePaces(clock);
  const instances = new Instances(globalState, settings);
  const pastPairings = new PastPairings(globalState);
  const pairings = new Pairings();
  const ended = new EndedPairings(pairings, clock, vscode.l10n.t);
  const nameOf = (ref: InstanceRef): string => instances.nameOf(ref);
  const statusBar = new StatusBar(item, clock, () => [...pairings.shown, ...ended.sources], nameOf);
  const countLinked = (refs: readonly InstanceRef[]): number =>
    refs.filter(
      (ref) => pairings.find(ref)?.state.phase.kind === 'linked' || view.statusOf(ref)?.status === 'WORKING',
    ).length;
  const countLinkedOn = (gateway: string): number =>
    countLinked(instances.list.filter((known) => known.gateway === gateway));
  const access = new GatewayAccess({
    gateways,
    tokens,
    log,
    countPairingsWith: (key) =>
      pairings.all.filter((pairing) => pairing.running && pairing.usesToken(key)).length,
    countLinkedOn,
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
    const { GatewayClients } = await import('../gateways/clients');
    return new GatewayClients(tokens, clock, (entry) => {
      writeLog(log, entry);
    });
  });
  const pacers = new Lazy(async () => {
    const { GatewayPacers } = await import('../gateways/pacers');
    return new GatewayPacers(clock, gateways, tokens);
  });
  const locks = new Lazy(async () => {
    const { windowLocks } = await import('../platform/locks/windowlocks');
    return windowLocks(globalStorageUri, log);
  });
  const tools = new Lazy(async () => {
    const { createPairingTools } = await import('../pairing/pairingtools');
    return createPairingTools({
      ...window,
      globalState,
      clients: await clients.get(),
      locks: await locks.get(),
      ended,
      nameOf,
    });
  });
  const stateOf: StateOf = (ref) => view.stateOf(ref);
  const queue = new Lazy(async () => {
    const { PairingQueue } = await import('../queue/pairingqueue');
    return new PairingQueue({ ...window, stateOf, opener: (await tools.get()).opener });
  });
  const grid = new Lazy(async () => {
    const { PairingGrid } = await import('../grid/pairinggrid');
    return new PairingGrid({ ...window, stateOf, opener: (await tools.get()).opener });
  });

  return {
    window,
    nameOf,
    countLinked,
    countLinkedOn,
    ended,
    statusBar,
    clients,
    pacers,
    locks,
    tools,
    queue,
    grid,
  };
}
