import type { Logger } from '../core/timeline/log';
import type { HideCodeMode } from '../core/views/paneldata';
import { writeLog } from '../core/timeline/log';
import * as vscode from 'vscode';
import { PairingLock } from './pairinglock';
import { PairingRunner } from '../core/pairing/runner';
import { followLook } from '../code/style';
import type { Clock } from '../core/time/clock';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import type { GatewayClient } from '../core/gateways/client';
import type { InstanceRef } from '../core/references/instanceref';
import { defaultGateway } from '../core/references/instanceref';
import type { SessionCommand } from '../core/pairing/pairing';
import { instanceNamed, panelName } from '../core/instances/tabname';
import type { RefChange } from '../core/references/refchange';
import { gatewayChange, removal } from '../core/references/refchange';
import type { TimelineEntry } from '../core/timeline/timeline';
import { CodeActions } from '../code/codeactions';
import type { ExportFormat } from '../core/timeline/export';
import { guarded } from '../platform/commands';
import { saveMonitor } from './exporttimeline';
import type { Gateways } from '../gateways/gateways';
import type { ClientParts } from '../gateways/client';
import { editorFetch, openClient } from '../gateways/client';
import type { History } from '../instances/history';
import type { AssistedIntent } from './instancepairing';
import { InstancePairing } from './instancepairing';
import type { Instances } from '../instances/instances';
import { leaseKey, leasesIn } from '../platform/locks/leasefolder';
import type { Leases } from '../platform/locks/leases';
import { feedMonitor, rememberAttempts } from './monitorfeed';
import type { PageSource } from './panel/panel';
import { openPanel, Panel, readPageSource } from './panel/panel';
import type { Pairings, Reported } from './pairings';
import { PairQueue } from '../queue/pairingqueue';
import { PairingGrid } from '../grid/pairinggrid';
import { PairingsPick } from './pairingslist';
import { PhoneNumberForm } from './phonenumberform';
import { Seat } from '../queue/queuesurface';
import type { Settings } from '../platform/settings';
import type { Surface, SurfaceKind } from './surface';
import { openTerminal } from './terminal/openterminal';
import type { TokenFlow } from '../gateways/access';
import type { Tokens } from '../gateways/tokens';
import { confirmUnlink, freshTime } from './unlink';
import { GridPanel } from '../grid/gridpanel';

/** What an attempt to pair needs of the window. */
export interface AttemptParts {
  readonly extensionUri: vscode.Uri;
  /** What all windows of the profile share. */
  readonly globalStorageUri: vscode.Uri;
  readonly settings: Settings;
  readonly gateways: Gateways;
  /** What is kept for this window's folder. */
  readonly workspaceState: vscode.Memento;
  readonly tokens: Tokens;
  readonly tokenFlow: TokenFlow;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly history: History;
  readonly clock: Clock;
  readonly log: Logger;
  /** Does what a button says that a pairing can't do by itself. */
  readonly assist: (pairing: InstancePairing, intent: AssistedIntent) => Promise<void>;
}

/** Opens panels and terminals and begins attempts in them, each with the settings as they are then. */
export class Attempts {
  /** What can be done with a live code besides scanning it. */
  readonly codes: CodeActions;
  /** Several instances, one after the other. */
  readonly queue: PairQueue;
  /** Several instances side by side. */
  readonly grid: PairingGrid;
  /** The pairings in a list. */
  readonly pick: PairingsPick;
  readonly #pageSource: PageSource;
  readonly #clientParts: ClientParts;
  readonly #leases: Leases;

  constructor(private readonly parts: AttemptParts) {
    this.codes = new CodeActions(parts.clock, (ref) => parts.instances.find(ref)?.label ?? ref.instanceId);
    this.#clientParts = { ...parts, fetch: editorFetch() };
    this.#pageSource = readPageSource(parts.extensionUri);
    this.#leases = leasesIn(parts.globalStorageUri, parts.log);
    this.queue = new PairQueue(this, parts);
    this.grid = new PairingGrid(this, parts);
    this.pick = new PairingsPick(parts);
    parts.instances.onDidChange(() => {
      for (const pairing of parts.pairings.all) pairing.rename(this.#title(pairing.ref));
    });
  }

  /** Brings an instance into view in a place of that kind, opening it if need be. Awaits nothing, so that the same wish twice can't open two. */
  bring(ref: InstanceRef, kind?: SurfaceKind): InstancePairing | undefined {
    const { pairings, tokenFlow } = this.parts;
    const known = pairings.find(ref);
    if (known) {
      pairings.turnTo(known);
      // A place where it waits for its turn shows another one.
      const wanted = kind ?? (known.quiet ? 'panel' : undefined);
      if (wanted !== undefined && !known.isIn(wanted)) this.#add(this.#surface(ref, wanted), known);
      else known.reveal(wanted);
      return known;
    }
    const gateway = tokenFlow.gateway(ref.gateway);
    return gateway && this.#take(this.#surface(ref, kind ?? 'panel'), ref, gateway);
  }

  /** Opens a panel for an instance, beside the editor unless a place is given. */
  open(ref: InstanceRef, gateway: Gateway, column?: vscode.ViewColumn): InstancePairing {
    return this.adopt(openPanel(this.#title(ref), column), ref, gateway);
  }

  /** The instance that a tab was opened for, by its title; undefined if that could be another one's too. */
  instanceOf(title: string): InstanceRef | undefined {
    return instanceNamed((name) => title === titleOf(name), this.parts.instances.list);
  }

  /** Takes a panel in as the place of an instance's pairings. */
  adopt(panel: vscode.WebviewPanel, ref: InstanceRef, gateway: Gateway | undefined): InstancePairing {
    const known = this.parts.pairings.find(ref);
    if (!known) return this.#take(this.#page(panel, ref), ref, gateway);
    this.#add(this.#page(panel, ref), known);
    return known;
  }

  /** Takes a panel in that is no single instance's. */
  shared(panel: vscode.WebviewPanel): Panel {
    return this.#page(panel, { gateway: defaultGateway, instanceId: '' });
  }

  /** Takes a panel in as the grid. */
  gridPanel(panel: vscode.WebviewPanel): GridPanel {
    const { extensionUri, clock } = this.parts;
    const source = readPageSource(extensionUri, 'grid.js', ['panel.css', 'grid.css']);
    return new GridPanel(panel, extensionUri, source, clock, followLook);
  }

  /** Shows an instance's pairing in one more place, and begins an attempt unless one is running; undefined if its gateway can't be used, which the place tells. */
  join(place: Surface, ref: InstanceRef, restored: boolean): InstancePairing | undefined {
    const gateway = this.parts.gateways.find(ref.gateway);
    if (!gateway) return undefined;
    const known = this.parts.pairings.find(ref);
    if (known) this.#add(place, known);
    const pairing = known ?? this.#take(place, ref, gateway);
    if (!pairing.running) this.begin(pairing, gateway, { restored });
    return pairing;
  }

  /** Goes on under the new name of a gateway, or without one that is gone: a queue and a grid do so by themselves, its panels close. */
  followGateway(before: string, after: string | undefined): void {
    this.#follow(gatewayChange(before, after));
    for (const pairing of this.parts.pairings.all) if (pairing.ref.gateway === before) pairing.close();
  }

  /** Takes instances that are gone out of the queue and off the grid. */
  forget(gone: readonly InstanceRef[]): void {
    this.#follow(removal(gone));
  }

  /** Begins an instance's pairing again, unless it runs or another window has it. */
  resume(ref: InstanceRef): void {
    const pairing = this.parts.pairings.find(ref);
    const gateway = this.parts.gateways.find(ref.gateway);
    if (pairing && gateway && !pairing.running) this.begin(pairing, gateway, {});
  }

  /** Writes what happened in an instance's pairings into a file. */
  async saveMonitor(reported: Reported, format?: ExportFormat): Promise<void> {
    const { history, clock } = this.parts;
    await saveMonitor(reported, history, clock, format);
  }

  /** The door to a gateway: to one of its instances, or to what is about none. What it is asked is logged. */
  client(gateway: Gateway, instanceId?: string): GatewayClient {
    return openClient(this.#clientParts, gateway, instanceId, (entry) => {
      writeLog(this.parts.log, entry);
    });
  }

  /** Whether the user means the account that an instance is linked to; it is looked up, unless a panel has just seen it. */
  async confirmUnlink(ref: InstanceRef, gateway: Gateway): Promise<boolean> {
    const { pairings, clock } = this.parts;
    const { instanceId } = ref;
    const client = this.client(gateway, instanceId);
    const known = pairings.find(ref);
    const phase = known?.uses(tokenKey(gateway)) ? known.state.phase : undefined;
    const fresh = phase?.kind === 'linked' && clock.now() - phase.since <= freshTime;
    const lookUp = { client, clock, pace: pairings.pace(gateway, instanceId) };
    return await confirmUnlink(
      { instanceId, origin: gateway.endpoint.origin },
      fresh ? phase.account : undefined,
      lookUp,
    );
  }

  /** Begins an attempt, unless the panel was closed while the user was asked for something. */
  async start(pairing: InstancePairing, first?: SessionCommand, takeOver = false): Promise<void> {
    const gateway = this.parts.tokenFlow.gateway(pairing.ref.gateway);
    if (!gateway || this.parts.pairings.find(pairing.ref) !== pairing) return;
    this.begin(pairing, gateway, { first, takeOver });
    await this.parts.instances.use(pairing.ref);
  }

  /** Begins an attempt with the settings as they are now. */
  begin(
    pairing: InstancePairing,
    gateway: Gateway,
    {
      first,
      restored = false,
      takeOver = false,
    }: { first?: SessionCommand | undefined; restored?: boolean; takeOver?: boolean },
  ): void {
    const { settings, pairings, clock, log } = this.parts;
    const { instanceId, timeline } = pairing;
    const note = (entry: TimelineEntry): void => {
      timeline.add(entry);
      writeLog(log, entry);
    };
    const client = openClient(this.#clientParts, gateway, instanceId, note);
    const pace = pairings.pace(gateway, instanceId, restored);
    const interval = (): number => settings.pollInterval;
    const lock = new PairingLock(clock, restored);
    // What another window requested between two looks at its lock isn't known here.
    if (pairing.state.phase.kind === 'locked') pace.othersEnded();
    // Before the run that there is ends, which gives its lock back: no other window is to see it free in between.
    const claim = this.#leases.claim(leaseKey(gateway, instanceId), takeOver);
    const parts = { client: lock.guard(client), clock, pace, note, chance: Math.random, interval };
    const runner = new PairingRunner(parts, pairing.visible, first);
    pairing.start(runner, gateway);
    lock.begin(runner, claim, {
      locked: () => {
        log.info('Another window pairs this instance.');
      },
      freed: (own) => {
        pace.othersEnded();
        // A queue goes on by itself.
        if (own && !pairing.running) this.begin(pairing, gateway, { restored });
      },
    });
  }

  /** Leaves nothing behind when the window ends. */
  async end(): Promise<void> {
    await Promise.all([this.codes.end(), this.#leases.end()]);
  }

  #follow(change: RefChange): void {
    this.queue.follow(change);
    this.grid.follow(change);
  }

  #take(surface: Surface, ref: InstanceRef, gateway: Gateway | undefined): InstancePairing {
    const { settings, pairings, history, clock, log, assist } = this.parts;
    const hideCode = (): HideCodeMode => settings.hideCode;
    const phone = new PhoneNumberForm((task) => {
      void guarded('pairingCode', log, task);
    });
    const pairing = new InstancePairing(ref, gateway, clock, vscode.l10n.t, phone, hideCode);
    this.#add(surface, pairing);
    pairings.add(pairing);
    rememberAttempts(pairing, history, clock);
    pairing.onAssistedIntent((intent) => {
      void guarded(intent, log, () => assist(pairing, intent));
    });
    return pairing;
  }

  #add(surface: Surface, pairing: InstancePairing): void {
    const { history, clock } = this.parts;
    pairing.attach(surface);
    if (surface instanceof Panel)
      surface.onNumber((entry) => {
        pairing.phone.receive(entry);
      });
    if (surface instanceof Panel || surface instanceof Seat) feedMonitor(surface, pairing, history, clock);
  }

  #surface(ref: InstanceRef, kind: SurfaceKind): Surface {
    const { clock } = this.parts;
    if (kind === 'terminal') return openTerminal(this.#title(ref), clock);
    return this.#panel(ref, this.parts.pairings.columns[0]);
  }

  #panel(ref: InstanceRef, column?: vscode.ViewColumn): Surface {
    return this.#page(openPanel(this.#title(ref), column), ref);
  }

  #page(panel: vscode.WebviewPanel, ref: InstanceRef): Panel {
    const { extensionUri, clock } = this.parts;
    return new Panel(panel, extensionUri, ref, this.#pageSource, clock, followLook);
  }

  #title(ref: InstanceRef): string {
    return titleOf(panelName(ref, this.parts.instances.list));
  }
}

function titleOf(name: string): string {
  return vscode.l10n.t('Pair {0}', name);
}
