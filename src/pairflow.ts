import * as vscode from 'vscode';
import { instanceIdForm } from './core/instance';
import type { ExportFormat } from './core/monitorexport';
import type { SessionCommand } from './core/pairing';
import type { AttemptParts, Attempts } from './attempts';
import { commands, editorSettings, settings as settingNames } from './ids';
import type { AssistedIntent, InstancePairing } from './instancepairing';
import type { Reported } from './pairings';
import { askInstance } from './prompts/instance';
import { openEditorSetting, openSetting } from './prompts/setting';
import type { SurfaceKind } from './surface';
import { isPanelState } from './webview/protocol';

/** The editor's own commands: the active group gets the place of terminals and the like, of other groups and of the side bars. */
const makeRoom = ['workbench.action.closePanel', 'workbench.action.maximizeEditorHideSidebar'];

/** Leads the user from a wish to a pairing: asks what is missing, and does what buttons say. */
export class PairFlow {
  #loading: Promise<Attempts> | undefined;

  constructor(private readonly parts: Omit<AttemptParts, 'assist'>) {}

  /** Pairs an instance, given or asked for, in a panel unless told otherwise; one that is being paired already is brought into view there. */
  async pair(given?: unknown, kind: SurfaceKind = 'panel'): Promise<void> {
    const instanceId = await this.#choose(vscode.l10n.t('Pair WhatsApp instance'), given);
    if (instanceId === undefined) return;
    const attempts = await this.#attempts();
    const pairing = attempts.bring(instanceId, kind);
    if (pairing && !pairing.running) await attempts.start(pairing);
  }

  /** Restarts the session of an instance, and then pairs it. */
  async restart(given?: unknown): Promise<void> {
    const instanceId = await this.#choose(vscode.l10n.t('Restart session'), given ?? this.#only);
    if (instanceId === undefined) return;
    const attempts = await this.#attempts();
    const pairing = attempts.bring(instanceId);
    if (pairing) await attempts.start(pairing, 'restart');
  }

  /** Unlinks the phone of an instance, once the user has seen whose it is and agreed. */
  async unlink(given?: unknown): Promise<void> {
    const instanceId = await this.#choose(vscode.l10n.t('Unlink phone'), given ?? this.#only);
    const endpoint = this.parts.tokenFlow.endpoint();
    if (instanceId === undefined || !endpoint) return;
    const known = this.parts.pairings.find(instanceId);
    if (known?.running) {
      known.reveal();
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} is just being paired: no phone is linked to it yet.', instanceId),
      );
      return;
    }
    const attempts = await this.#attempts();
    if (!(await attempts.confirmUnlink(instanceId, endpoint))) return;
    const pairing = attempts.bring(instanceId);
    if (pairing) await attempts.start(pairing, 'logout');
  }

  /** Brings a panel back after a reload of the window, and goes on from its instance ID; asks nothing. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const attempts = await this.#attempts();
    const usable = isPanelState(state) && instanceIdForm(state.instanceId) !== 'unusable';
    if (!usable || this.parts.pairings.find(state.instanceId)) {
      panel.dispose();
      return;
    }
    const endpoint = this.parts.tokenFlow.endpoint();
    const pairing = attempts.adopt(panel, state.instanceId, endpoint?.origin ?? '');
    if (endpoint) attempts.begin(pairing, endpoint, { restored: true });
  }

  /** Puts a panel in the place of one that nobody answers any more, and goes on with its instance; asks nothing. */
  async replace(tab: vscode.Tab): Promise<void> {
    const { pairings, tokenFlow } = this.parts;
    const { viewColumn } = tab.group;
    const attempts = await this.#attempts();
    const instanceId = attempts.instanceOf(tab.label);
    await vscode.window.tabGroups.close(tab);
    const endpoint = tokenFlow.endpoint();
    if (instanceId === undefined || !endpoint || pairings.find(instanceId)) return;
    const pairing = attempts.open(instanceId, endpoint.origin, viewColumn);
    attempts.begin(pairing, endpoint, { restored: true });
  }

  /** Follows a token set or forgotten, in this window or another: what runs without one ends, what failed for it begins again. */
  async checkToken(origin: string): Promise<void> {
    const { tokens, pairings } = this.parts;
    if ((await tokens.get(origin)) === undefined) {
      pairings.stop(origin);
      return;
    }
    for (const pairing of pairings.all) {
      const { phase } = pairing.state;
      if (pairing.origin === origin && phase.kind === 'failed' && phase.failure.kind === 'token')
        await this.#start(pairing);
    }
  }

  /** Puts the value of a live code on the clipboard: of the instance given, or of the one turned to last that has one. */
  async copyValue(given?: unknown): Promise<void> {
    await (await this.#attempts()).codes.copyValue(this.#live(given));
  }

  /** Saves a live code as a picture: of the instance given, or of the one turned to last that has one. */
  async saveImage(given?: unknown): Promise<void> {
    await (await this.#attempts()).codes.saveImage(this.#live(given));
  }

  /** Ends the pairing that runs. */
  stop(): void {
    const { running } = this.parts.pairings;
    if (running) running.stop();
    else void vscode.window.showInformationMessage(vscode.l10n.t('No pairing is running.'));
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
    const { tokenFlow } = this.parts;
    switch (intent) {
      case 'startOver':
        if ((await tokenFlow.ready()) && !pairing.running) await this.#start(pairing);
        return;
      case 'startSession':
        if (await tokenFlow.ready()) await this.#start(pairing, 'start');
        return;
      case 'restartSession':
        if (await tokenFlow.ready()) await this.#start(pairing, 'restart');
        return;
      case 'enlarge':
        pairing.reveal('panel');
        for (const command of makeRoom) await vscode.commands.executeCommand(command);
        return;
      case 'showPanel':
        (await this.#attempts()).bring(pairing.instanceId, 'panel');
        return;
      case 'copyPhoneCode':
        await (await this.#attempts()).codes.copyPhoneCode(pairing);
        return;
      case 'copyValue':
      case 'saveImage':
        await this[intent](pairing.instanceId);
        return;
      case 'unlink':
        await this.unlink(pairing.instanceId);
        return;
      case 'setToken':
        if ((await tokenFlow.setToken()) && !pairing.running) await this.#start(pairing);
        return;
      case 'chooseInstance':
        await this.pair();
        return;
      case 'endpointSetting':
        await openSetting(settingNames.endpoint);
        return;
      case 'credentialsSetting':
        await openSetting(settingNames.credentials);
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
  get #only(): string | undefined {
    const [only, ...others] = this.parts.pairings.all;
    return others.length === 0 ? only?.instanceId : undefined;
  }

  /** Leaves nothing behind when the window ends. */
  async end(): Promise<void> {
    await (await this.#loading)?.codes.end();
  }

  /** The pairing of the instance given, or the last one with a live code. */
  #live(given: unknown): InstancePairing | undefined {
    const { pairings } = this.parts;
    return typeof given === 'string'
      ? pairings.find(given)
      : pairings.all.findLast(({ liveCode }) => liveCode !== undefined);
  }

  /** The instance given, or asked for under a title; undefined if the user thinks better of it or there is no token. */
  async #choose(title: string, given: unknown): Promise<string | undefined> {
    if (!(await this.parts.tokenFlow.ready())) return undefined;
    return typeof given === 'string' ? checked(given) : await askInstance(this.parts.instances, title);
  }
}

function checked(given: string): string | undefined {
  const id = given.trim();
  if (instanceIdForm(id) !== 'unusable') return id;
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      'That can’t be an instance ID. It has 12 letters and digits; the gateway’s dashboard shows it.',
    ),
  );
  return undefined;
}
