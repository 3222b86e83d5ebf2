// src/pairing/surfaces: what the surfaces of pairings have in common: opening, restoring, feeding.
import * as vscode from 'vscode';
import { followCodeLook } from '../../code/followcodelook';
import type { RequestsFrom } from '../../core/failures/explain';
import type { Gateway } from '../../core/gateways/gateway';
import { tabName } from '../../core/instances/tabname';
import type { InstanceRef } from '../../core/references/instanceref';
import type { Clock } from '../../core/time/clock';
import type { Logger } from '../../core/timeline/log';
import type { Intent } from '../../core/views/intent';
import type { GatewayAccess } from '../../gateways/access';
import type { Gateways } from '../../gateways/gateways';
import type { PastPairings } from '../../instances/pastpairings';
import type { Instances } from '../../instances/instances';
import { guarded } from '../../platform/commands';
import { Lazy } from '../../platform/lazy';
import type { Settings } from '../../platform/settings';
import { LivePairing } from '../livepairing';
import type { MonitorSurface } from './monitorfeed';
import { feedMonitor, rememberRuns } from './monitorfeed';
import { Panel } from '../panel/panel';
import type { PageSource } from '../panel/webviewpage';
import { openPanel, readPageSource } from '../panel/webviewpage';
import type { PairingStarter } from '../pairingstarter';
import type { Pairings } from '../pairings';
import { PhoneNumberForm } from '../panel/phonenumberform';
import type { Surface, SurfaceKind } from './surface';
import type * as TerminalModule from '../terminal/openterminal';
import { SentencesChoice } from '../terminal/sentences';

/** What {@link SurfaceOpener} needs. */
export interface OpenerParts {
  readonly extensionUri: vscode.Uri;
  readonly globalState: vscode.Memento;
  /** Which machine sends the requests, if the window is connected to another one. */
  readonly from: RequestsFrom | undefined;
  readonly access: GatewayAccess;
  readonly gateways: Gateways;
  readonly settings: Settings;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly pastPairings: PastPairings;
  readonly starter: PairingStarter;
  readonly clock: Clock;
  readonly log: Logger;
  /** Runs the action of a button. */
  readonly press: (pairing: LivePairing, intent: Intent) => Promise<void>;
}

/** Opens the panels and terminals that show pairings. */
export class SurfaceOpener {
  readonly #pageSource: PageSource;
  readonly #terminals = new Lazy(() => import('../terminal/openterminal'));
  readonly #sentences: SentencesChoice;

  constructor(private readonly parts: OpenerParts) {
    this.#sentences = new SentencesChoice(parts.globalState);
    this.#pageSource = readPageSource(parts.extensionUri);
    parts.instances.onDidChange(() => {
      for (const { ref, surfaces } of parts.pairings.all) surfaces.rename(this.title(ref));
    });
  }

  /** Loads what the surfaces of a kind need. A terminal can only be shown after that. */
  async load(kind: SurfaceKind): Promise<void> {
    if (kind === 'terminal') await this.#terminals.get();
  }

  /** The title of an instance's tab. */
  title(ref: InstanceRef): string {
    return titleOf(tabName(ref, this.parts.instances.list));
  }

  /**
   * Shows an instance on a surface of a kind, which is opened if necessary. If the gateway can't be used, returns undefined and
   * explains why. Synchronous, so that running the same command twice doesn't open two surfaces.
   */
  show(ref: InstanceRef, kind?: SurfaceKind): LivePairing | undefined {
    const { pairings, access } = this.parts;
    const known = pairings.find(ref);
    if (known) {
      pairings.activate(known);
      // If the pairing only waits for its turn, that surface shows another instance. So open a panel.
      const wanted = kind ?? (known.surfaces.waitsForTurn ? 'panel' : undefined);
      if (wanted !== undefined && !known.surfaces.has(wanted)) this.#attach(this.#open(ref, wanted), known);
      else known.surfaces.reveal(wanted);
      return known;
    }
    return access.findOrExplain(ref.gateway) && this.#create(this.#open(ref, kind ?? 'panel'), ref);
  }

  /** Uses an existing webview panel as a surface of an instance. */
  adopt(panel: vscode.WebviewPanel, ref: InstanceRef): LivePairing {
    const known = this.parts.pairings.find(ref);
    const surface = this.#panel(panel, ref);
    if (!known) return this.#create(surface, ref);
    this.#attach(surface, known);
    return known;
  }

  /**
   * Shows an instance's pairing on one more surface, and starts it unless it is running. Undefined if the gateway can't be used;
   * the surface shows that.
   */
  join(surface: Surface, ref: InstanceRef, restored: boolean): LivePairing | undefined {
    const { gateways, pairings, starter } = this.parts;
    const gateway = gateways.find(ref.gateway);
    if (!gateway) return undefined;
    const known = pairings.find(ref);
    if (known) this.#attach(surface, known);
    const pairing = known ?? this.#create(surface, ref);
    if (!pairing.running) starter.begin(pairing, gateway, { restored });
    return pairing;
  }

  /** Starts an instance's pairing again, unless it is running or its gateway can't be used. */
  resume(ref: InstanceRef): void {
    const pairing = this.parts.pairings.find(ref);
    const gateway: Gateway | undefined = this.parts.gateways.find(ref.gateway);
    if (pairing && gateway && !pairing.running) this.parts.starter.begin(pairing, gateway);
  }

  /** Uses an existing webview panel for several instances. */
  sharedPanel(panel: vscode.WebviewPanel): Panel {
    return this.#panel(panel, undefined);
  }

  #create(surface: Surface, ref: InstanceRef): LivePairing {
    const { settings, pairings, pastPairings, clock, log, press } = this.parts;
    const numberForm = new PhoneNumberForm((task) => {
      void guarded('numberForm', log, task);
    }, vscode.env.language);
    const pairing = new LivePairing(ref, {
      clock,
      t: vscode.l10n.t,
      numberForm,
      hideCode: () => settings.hideCode,
      from: this.parts.from,
    });
    this.#attach(surface, pairing);
    pairings.add(pairing);
    rememberRuns(pairing, pastPairings, clock, log);
    pairing.surfaces.onIntent((intent) => {
      void guarded(intent, log, () => press(pairing, intent));
    });
    return pairing;
  }

  #attach(surface: Surface, pairing: LivePairing): void {
    const { pastPairings, clock } = this.parts;
    pairing.attach(surface);
    if (surface instanceof Panel)
      surface.onNumber((entry) => {
        pairing.numberForm.receive(entry);
      });
    if (isMonitorSurface(surface)) feedMonitor(surface, pairing, pastPairings, clock);
  }

  #open(ref: InstanceRef, kind: SurfaceKind): Surface {
    const { clock, pairings, log } = this.parts;
    switch (kind) {
      case 'terminal':
        return this.#terminalModule.openTerminal(this.title(ref), clock, this.#sentences, log);
      case 'panel':
        return this.#panel(openPanel(this.title(ref), { column: pairings.columns[0] }), ref);
      default:
        return kind satisfies never;
    }
  }

  get #terminalModule(): typeof TerminalModule {
    const { loaded } = this.#terminals;
    if (!loaded) throw new Error('Terminals are not loaded.');
    return loaded;
  }

  #panel(panel: vscode.WebviewPanel, ref: InstanceRef | undefined): Panel {
    const { extensionUri, clock, log } = this.parts;
    const stayedBlank = (): void => {
      void guarded('blankPage', log, async () => {
        const { explainBlankPage } = await import('../panel/blankpage');
        await explainBlankPage(ref);
      });
    };
    const source = this.#pageSource;
    return new Panel({ panel, extensionUri, source, clock, followLook: followCodeLook, stayedBlank }, ref);
  }
}

/** The title of the tab of an instance with a name. */
export function titleOf(name: string): string {
  return vscode.l10n.t('Pair {0}', name);
}

function isMonitorSurface(surface: Surface): surface is Surface & MonitorSurface {
  return 'showMonitor' in surface;
}
