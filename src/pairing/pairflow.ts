import * as vscode from 'vscode';
import { instanceIdForm } from '../core/references/instanceid';
import type { Gateway } from '../core/gateways/gateway';
import type { GatewayClient } from '../core/gateways/client';
import type { InstanceRef } from '../core/references/instanceref';
import { defaultGateway } from '../core/references/instanceref';
import type { ExportFormat } from '../core/timeline/export';
import type { SessionCommand } from '../core/pairing/pairing';
import type { AttemptParts, Attempts } from './attempts';
import { refGiven } from '../instances/arguments';
import { commands, editorSettings, settings as settingNames } from '../ids';
import { InstanceChooser } from '../instances/chooseinstance';
import type { AssistedIntent, InstancePairing } from './instancepairing';
import type { Reported } from './pairings';
import { openEditorSetting, openSetting } from '../platform/opensetting';
import type { StateOf } from '../instances/instancesprompt';
import type { SurfaceKind } from './surface';
import { isPanelState } from '../core/views/panelprotocol';

/** The editor's own commands: the active group gets the place of terminals and the like, of other groups and of the side bars. */
const makeRoom = ['workbench.action.closePanel', 'workbench.action.maximizeEditorHideSidebar'];

/** Leads the user from a wish to a pairing: asks what is missing, and does what buttons say. */
export class PairFlow {
  readonly #chooser: InstanceChooser;
  #loading: Promise<Attempts> | undefined;

  constructor(private readonly parts: Omit<AttemptParts, 'assist'>) {
    this.#chooser = new InstanceChooser({ ...parts, remove: (ref) => this.#remove(ref) });
  }

  /** Pairs an instance, given or asked for, in a panel unless told otherwise; one that is being paired already is brought into view there. */
  async pair(given?: unknown, kind: SurfaceKind = 'panel'): Promise<void> {
    const ref = await this.#chooser.choose(vscode.l10n.t('Pair WhatsApp instance'), given);
    if (!ref) return;
    const attempts = await this.#attempts();
    const pairing = attempts.bring(ref, kind);
    if (pairing && !pairing.running) await attempts.start(pairing);
  }

  /** Restarts the session of an instance, and then pairs it. */
  async restart(given?: unknown): Promise<void> {
    const ref = await this.#chooser.choose(vscode.l10n.t('Restart session'), given ?? this.#only);
    if (ref) await this.pairAfter('restart', ref);
  }

  /** Pairs an instance, once its session was asked for something. */
  async pairAfter(command: SessionCommand, ref: InstanceRef): Promise<void> {
    const attempts = await this.#attempts();
    const pairing = attempts.bring(ref);
    if (pairing) await attempts.start(pairing, command);
  }

  /** Unlinks the phone of an instance, once the user has seen whose it is and agreed. */
  async unlink(given?: unknown): Promise<void> {
    const ref = await this.#chooser.choose(vscode.l10n.t('Unlink phone'), given ?? this.#only);
    const gateway = ref && this.parts.tokenFlow.gateway(ref.gateway);
    if (!gateway) return;
    const known = this.parts.pairings.find(ref);
    if (known?.running) {
      known.reveal();
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} is just being paired: no phone is linked to it yet.', ref.instanceId),
      );
      return;
    }
    const attempts = await this.#attempts();
    if (!(await attempts.confirmUnlink(ref, gateway))) return;
    const now = this.parts.tokenFlow.gateway(ref.gateway);
    if (!now) return;
    if (now.endpoint.base !== gateway.endpoint.base) {
      // There the same ID may be another one's phone.
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'Nothing was unlinked: {0} goes to another gateway now than the one you were asked about.',
          ref.instanceId,
        ),
      );
      return;
    }
    const pairing = attempts.bring(ref);
    if (pairing) await attempts.start(pairing, 'logout');
  }

  /** Brings a panel back after a reload of the window, and goes on from its instance ID; asks nothing. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const attempts = await this.#attempts();
    const usable = isPanelState(state) && instanceIdForm(state.instanceId) !== 'unusable';
    const ref = usable && { gateway: defaultGateway, ...state };
    if (!ref || this.parts.pairings.find(ref)?.ownsPanel) {
      panel.dispose();
      return;
    }
    const gateway = this.parts.tokenFlow.gateway(ref.gateway);
    const pairing = attempts.adopt(panel, ref, gateway);
    if (gateway && !pairing.running) attempts.begin(pairing, gateway, { restored: true });
  }

  /** Pairs several instances one after the other: those given, or asked for with what is known of them. */
  async pairSeveral(given: unknown, selected: unknown, stateOf: StateOf): Promise<void> {
    await (await this.#attempts()).queue.pair(given, selected, stateOf);
  }

  /** Brings the panel of a queue back after a reload of the window. */
  async restoreQueue(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    (await this.#attempts()).queue.restore(panel, state);
  }

  /** Shows the codes of several instances side by side: of those given, or asked for with what is known of them. */
  async showGrid(given: unknown, selected: unknown, stateOf: StateOf): Promise<void> {
    await (await this.#attempts()).grid.open(given, selected, stateOf);
  }

  /** Brings the grid back after a reload of the window. */
  async restoreGrid(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    (await this.#attempts()).grid.restore(panel, state);
  }

  /** Puts a panel in the place of one that nobody answers any more, and goes on with its instance; asks nothing. */
  async replace(tab: vscode.Tab): Promise<void> {
    const { pairings, tokenFlow } = this.parts;
    const { viewColumn } = tab.group;
    const attempts = await this.#attempts();
    if (attempts.queue.has(tab)) {
      await attempts.queue.replace(tab);
      return;
    }
    if (attempts.grid.has(tab)) {
      await attempts.grid.replace(tab);
      return;
    }
    const ref = attempts.instanceOf(tab.label);
    await vscode.window.tabGroups.close(tab);
    const gateway = ref && tokenFlow.gateway(ref.gateway);
    // It may have a place in a queue or on the grid besides.
    if (!gateway || pairings.find(ref)?.ownsPanel) return;
    const pairing = attempts.open(ref, gateway, viewColumn);
    if (!pairing.running) attempts.begin(pairing, gateway, { restored: true });
  }

  /** Follows a token set or forgotten, in this window or another: what runs without one ends, what failed for it begins again. */
  async checkToken(account: string): Promise<void> {
    const { tokens, pairings } = this.parts;
    if ((await tokens.get(account)) === undefined) {
      pairings.stop((pairing) => pairing.uses(account));
      return;
    }
    for (const pairing of pairings.all) {
      const { phase } = pairing.state;
      if (pairing.uses(account) && phase.kind === 'failed' && phase.failure.kind === 'token')
        await this.#start(pairing);
    }
  }

  /** Follows a gateway that has got another name, or is gone, so that nothing is left under the old one. */
  async followGateway(before: string, after: string | undefined): Promise<void> {
    (await this.#attempts()).followGateway(before, after);
  }

  /** Takes instances that are gone out of what goes on with several, so that none of it brings them back. */
  async forget(gone: readonly InstanceRef[]): Promise<void> {
    (await this.#attempts()).forget(gone);
  }

  /** Ends the pairings whose gateway is gone, or goes elsewhere now. */
  checkGateways(): void {
    const { pairings, gateways } = this.parts;
    pairings.stop(({ ref, gateway }) => {
      const now = gateways.find(ref.gateway);
      return gateway !== undefined && now?.endpoint.base !== gateway.endpoint.base;
    });
  }

  /** Puts the value of a live code on the clipboard: of the instance given, or of the one turned to last that has one. */
  async copyValue(given?: unknown): Promise<void> {
    await (await this.#attempts()).codes.copyValue(this.#live(given));
  }

  /** Saves a live code as a picture: of the instance given, or of the one turned to last that has one. */
  async saveImage(given?: unknown): Promise<void> {
    await (await this.#attempts()).codes.saveImage(this.#live(given));
  }

  /** Ends the pairing that runs; of several, those that the user chooses. */
  async stop(): Promise<void> {
    const running = this.parts.pairings.noteworthy.filter((pairing) => pairing.running);
    const [first, ...others] = running;
    if (!first) void vscode.window.showInformationMessage(vscode.l10n.t('No pairing is running.'));
    else if (others.length === 0) first.stop();
    else await (await this.#attempts()).pick.stop(running);
  }

  /** Lists the pairings of this window, those first that should be looked at first. */
  async showPairings(): Promise<void> {
    (await this.#attempts()).pick.show();
  }

  /** Writes what happened in a pairing into a file: in the one given, or the one that the user turned to last. */
  async exportMonitor(
    reported: Reported | undefined = this.parts.pairings.latest,
    format?: ExportFormat,
  ): Promise<void> {
    if (!reported) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is nothing to export: no instance has been paired in this window yet.'),
      );
      return;
    }
    const attempts = await this.#attempts();
    await attempts.saveMonitor(reported, format);
  }

  /** Does what a button says; a token that is set on the way may have begun the pairing already. */
  async #assist(pairing: InstancePairing, intent: AssistedIntent): Promise<void> {
    switch (intent) {
      case 'startOver':
        if ((await this.#chooser.ready(pairing.ref)) && !pairing.running) await this.#start(pairing);
        return;
      case 'pairHere': {
        // From the window that is on show at the press, and from no other one.
        const { phase } = pairing.state;
        const takeOver = phase.kind === 'locked' && phase.by !== undefined;
        if ((await this.#chooser.ready(pairing.ref)) && !pairing.running)
          await (await this.#attempts()).start(pairing, undefined, takeOver);
        return;
      }
      case 'startSession':
        if (await this.#chooser.ready(pairing.ref)) await this.#start(pairing, 'start');
        return;
      case 'restartSession':
        if (await this.#chooser.ready(pairing.ref)) await this.#start(pairing, 'restart');
        return;
      case 'enlarge':
        pairing.reveal('panel');
        for (const command of makeRoom) await vscode.commands.executeCommand(command);
        return;
      case 'showPanel':
        (await this.#attempts()).bring(pairing.ref, 'panel');
        return;
      case 'copyPairingCode':
        await (await this.#attempts()).codes.copyPairingCode(pairing);
        return;
      case 'copyValue':
      case 'saveImage':
        await this[intent](pairing.ref);
        return;
      case 'unlink':
        await this.unlink(pairing.ref);
        return;
      case 'setToken':
        await this.#setToken(pairing);
        return;
      case 'chooseInstance':
        await this.pair();
        return;
      case 'endpointSetting':
      case 'credentialsSetting':
        await openSetting(gatewaySetting(pairing.ref, intent));
        return;
      case 'proxySetting':
        await openEditorSetting(editorSettings.proxy);
        return;
      case 'certificateSetting':
        await openEditorSetting(editorSettings.certificates);
        return;
      case 'styleSetting':
        await openSetting('qr');
        return;
      case 'showLog':
      case 'copyReport':
        await vscode.commands.executeCommand(commands[intent]);
        return;
      case 'exportJson':
      case 'exportCsv':
        await this.exportMonitor(pairing, intent === 'exportCsv' ? 'csv' : 'json');
        return;
      default:
        intent satisfies never;
    }
  }

  async #start(pairing: InstancePairing, first?: SessionCommand): Promise<void> {
    const attempts = await this.#attempts();
    await attempts.start(pairing, first);
  }

  /** Asks for one of the instances, and for a token for it unless nothing is to be asked of the gateway; empty if the user thinks better of it. */
  async askInstance(title: string, offline = false): Promise<readonly InstanceRef[]> {
    const ref = await (offline ? this.#chooser.ask(title) : this.#chooser.choose(title, undefined));
    return ref ? [ref] : [];
  }

  async #remove(ref: InstanceRef): Promise<void> {
    const { instances } = this.parts;
    await instances.remove([ref]);
    if (instances.find(ref) === undefined) await this.forget([ref]);
  }

  /** The door to a gateway, for requests that are no part of a pairing. */
  async client(gateway: Gateway, instanceId?: string): Promise<GatewayClient> {
    return (await this.#attempts()).client(gateway, instanceId);
  }

  /** What only a pairing needs is loaded with the first one: until then the extension costs the window next to nothing. */
  #attempts(): Promise<Attempts> {
    this.#loading ??= import('./attempts').then(
      (module) =>
        new module.Attempts({
          ...this.parts,
          assist: (pairing, intent) => this.#assist(pairing, intent),
        }),
    );
    return this.#loading;
  }

  /** The instance in the only panel there is: what a command about an instance means without further words. */
  get #only(): InstanceRef | undefined {
    const [only, ...others] = this.parts.pairings.all;
    return others.length === 0 ? only?.ref : undefined;
  }

  /** Leaves nothing behind when the window ends. */
  async end(): Promise<void> {
    await (await this.#loading)?.end();
  }

  /** The pairing of the instance given, or the last one with a live code that is on show. */
  #live(given: unknown): InstancePairing | undefined {
    const { pairings, instances } = this.parts;
    const ref = refGiven(given, instances);
    return ref ? pairings.find(ref) : pairings.noteworthy.findLast(({ liveCode }) => liveCode !== undefined);
  }

  async #setToken(pairing: InstancePairing): Promise<void> {
    const { tokenFlow } = this.parts;
    const gateway = tokenFlow.gateway(pairing.ref.gateway);
    if (gateway && (await tokenFlow.setToken(gateway)) && !pairing.running) await this.#start(pairing);
  }
}

/** Where the settings of an instance's gateway are. */
function gatewaySetting({ gateway }: InstanceRef, intent: 'endpointSetting' | 'credentialsSetting'): string {
  if (gateway !== defaultGateway) return settingNames.gateways;
  return intent === 'endpointSetting' ? settingNames.endpoint : settingNames.credentials;
}
