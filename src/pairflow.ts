import * as vscode from 'vscode';
import type { Clock } from './core/clock';
import type { Endpoint } from './core/endpoint';
import { instanceIdForm } from './core/instance';
import type { Logger } from './core/logger';
import type { SessionCommand } from './core/pairing';
import { wawpGateway } from './core/wawp';
import { guarded } from './commands';
import { commands, settings as settingNames } from './ids';
import type { AssistedIntent } from './instancepairing';
import { InstancePairing } from './instancepairing';
import type { Instances } from './instances';
import { openPanel, Panel } from './panel';
import type { Pairings } from './pairings';
import { explainEndpoint } from './prompts/endpoint';
import { askInstance } from './prompts/instance';
import { openSetting } from './prompts/setting';
import { askToken } from './prompts/token';
import type { Settings } from './settings';
import type { Tokens } from './tokens';
import { isPanelState } from './webview/protocol';

/** What pairing needs of the window. */
export interface PairFlowParts {
  readonly extensionUri: vscode.Uri;
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Leads the user from a wish to a pairing: asks what is missing, opens the panel, and does what its buttons say. */
export class PairFlow {
  constructor(private readonly parts: PairFlowParts) {}

  /** Pairs an instance, given or asked for; one that is being paired already is brought into view. */
  async pair(given?: unknown): Promise<void> {
    const { instances, pairings } = this.parts;
    if (!(await this.#ready())) return;
    const instanceId = typeof given === 'string' ? checked(given) : await askInstance(instances);
    if (instanceId === undefined) return;
    const known = pairings.find(instanceId);
    if (known) {
      pairings.turnTo(known);
      known.reveal();
      if (!known.running) await this.#start(known);
      return;
    }
    // From here to the adoption nothing is awaited, so that the same command twice can't open two panels.
    const { origin } = this.#endpoint() ?? {};
    if (origin === undefined) return;
    const title = instances.find(instanceId)?.label ?? instanceId;
    const column = pairings.all.find((pairing) => pairing.column !== undefined)?.column;
    const panel = openPanel(this.parts.extensionUri, vscode.l10n.t('Pair {0}', title), column);
    await this.#start(this.#adopt(panel, instanceId, origin));
  }

  /** Brings a panel back after a reload of the window, and goes on from its instance ID; asks nothing. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const usable = isPanelState(state) && instanceIdForm(state.instanceId) !== 'unusable';
    if (!usable || this.parts.pairings.find(state.instanceId)) {
      panel.dispose();
      return;
    }
    const endpoint = this.#endpoint();
    const pairing = this.#adopt(panel, state.instanceId, endpoint?.origin ?? '');
    if (endpoint) this.#begin(pairing, endpoint, { restored: true });
  }

  /** Asks for the access token of the present gateway and keeps it. */
  async setToken(): Promise<boolean> {
    const endpoint = this.#endpoint();
    const token = endpoint && (await askToken(endpoint));
    if (!endpoint || token === undefined) return false;
    await this.parts.tokens.set(endpoint.origin, token);
    return true;
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

  /** Ends the pairing that runs. */
  stop(): void {
    const { running } = this.parts.pairings;
    if (running) running.stop();
    else void vscode.window.showInformationMessage(vscode.l10n.t('No pairing is running.'));
  }

  /** Forgets the access token of the present gateway, which ends its pairings. */
  async forgetToken(): Promise<void> {
    const endpoint = this.#endpoint();
    if (!endpoint) return;
    const { tokens } = this.parts;
    const had = (await tokens.get(endpoint.origin)) !== undefined;
    await tokens.forget(endpoint.origin);
    void vscode.window.showInformationMessage(
      had
        ? vscode.l10n.t('The access token for {0} is forgotten.', endpoint.origin)
        : vscode.l10n.t('There is no access token for {0}.', endpoint.origin),
    );
  }

  /** Does what a button says; a token that is set on the way may have begun the pairing already. */
  async #assist(pairing: InstancePairing, intent: AssistedIntent): Promise<void> {
    switch (intent) {
      case 'startOver':
        if ((await this.#ready()) && !pairing.running) await this.#start(pairing);
        return;
      case 'startSession':
        if (await this.#ready()) await this.#start(pairing, 'start');
        return;
      case 'restartSession':
        if (await this.#ready()) await this.#start(pairing, 'restart');
        return;
      case 'setToken':
        if ((await this.setToken()) && !pairing.running) await this.#start(pairing);
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
      case 'showLog':
        await vscode.commands.executeCommand(commands.showLog);
        return;
      default:
        intent satisfies never;
    }
  }

  #adopt(panel: vscode.WebviewPanel, instanceId: string, origin: string): InstancePairing {
    const { extensionUri, pairings, clock, log } = this.parts;
    const screen = new Panel(panel, extensionUri, instanceId);
    const pairing = new InstancePairing(screen, { instanceId, origin }, clock, vscode.l10n.t);
    pairings.add(pairing);
    pairing.onAssistedIntent((intent) => {
      void guarded(intent, log, () => this.#assist(pairing, intent));
    });
    return pairing;
  }

  async #start(pairing: InstancePairing, first?: SessionCommand): Promise<void> {
    const endpoint = this.#endpoint();
    // The panel may have been closed while the user was asked for something.
    if (!endpoint || this.parts.pairings.find(pairing.instanceId) !== pairing) return;
    this.#begin(pairing, endpoint, { first });
    await this.parts.instances.use(pairing.instanceId);
  }

  /** Begins an attempt with the settings as they are now. */
  #begin(
    pairing: InstancePairing,
    endpoint: Endpoint,
    { first, restored = false }: { first?: SessionCommand | undefined; restored?: boolean },
  ): void {
    const { settings, tokens, pairings, clock, log } = this.parts;
    const { instanceId } = pairing;
    const { origin } = endpoint;
    const gateway = wawpGateway({
      endpoint,
      instanceId,
      token: () => tokens.get(origin),
      credentials: settings.credentials,
      // Looked up for each call: the editor replaces it by one that knows proxies and certificates.
      fetch: (url, init) => fetch(url, init),
      clock,
      log,
    });
    const pace = pairings.pace(origin, instanceId, restored);
    const interval = (): number => settings.pollInterval;
    pairing.start(
      { gateway, clock, pace, log, chance: Math.random, interval },
      { instanceId, origin },
      first,
    );
  }

  /** Whether there is a gateway to ask and a token to ask it with; asks for the token if there is none. */
  async #ready(): Promise<boolean> {
    const endpoint = this.#endpoint();
    if (!endpoint) return false;
    return (await this.parts.tokens.get(endpoint.origin)) !== undefined || (await this.setToken());
  }

  /** The endpoint of the settings; one that can't be used is explained. Takes no time: nothing can happen meanwhile. */
  #endpoint(): Endpoint | undefined {
    const { endpoint } = this.parts.settings;
    if (endpoint.ok) return endpoint.endpoint;
    void guarded('endpoint', this.parts.log, () => explainEndpoint(endpoint.problem));
    return undefined;
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
