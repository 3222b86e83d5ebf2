import * as vscode from 'vscode';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayLabel, tokenKey } from '../core/gateways/gateway';
import type { InstanceRef } from '../core/references/instanceref';
import { defaultGateway } from '../core/references/instanceref';
import type { Logger } from '../core/timeline/log';
import { guarded } from '../platform/commands';
import { linkless } from '../platform/escaping';
import type { Gateways } from './gateways';
import { endingText } from './prompts/endingtext';
import { linkedText } from './prompts/linkedtext';
import type { Tokens } from './tokens';

/** What {@link GatewayAccess} needs. */
export interface AccessParts {
  readonly gateways: Gateways;
  readonly tokens: Tokens;
  readonly log: Logger;
  /** Counts the pairings of this window that use the token with a key. */
  readonly countPairingsWith: (key: string) => number;
  /** Counts the instances of a gateway that are linked, as far as this window knows. */
  readonly countLinkedOn: (name: string) => number;
}

/** Makes sure that a gateway can be used and has an access token. If not, it explains the problem or asks for the token. */
export class GatewayAccess {
  constructor(private readonly parts: AccessParts) {}

  /** Whether requests can be sent to a gateway without asking, explaining or reading anything before. */
  isReady(name: string): boolean {
    const { gateways, tokens } = this.parts;
    const gateway = gateways.find(name);
    return gateway !== undefined && tokens.isKnown(tokenKey(gateway));
  }

  /**
   * The gateway with a name. If it can't be used, returns undefined and explains why. Synchronous, so that nothing else happens
   * meanwhile.
   */
  findOrExplain(name: string): Gateway | undefined {
    const { gateways, log } = this.parts;
    const found = gateways.find(name);
    if (!found) void guarded('gateway', log, () => this.#explain(name));
    return found;
  }

  /** Explains why the first of these gateways that can't be used can't be. One message is enough for many gateways. */
  explainFirst(names: readonly string[]): void {
    const missing = names.find((name) => !this.parts.gateways.find(name));
    if (missing !== undefined) this.findOrExplain(missing);
  }

  /** The gateways of these instances by name, after asking for missing tokens. Undefined if a gateway can't be used or the user cancels. */
  async prepareGateways(
    refs: readonly Pick<InstanceRef, 'gateway'>[],
  ): Promise<ReadonlyMap<string, Gateway> | undefined> {
    const found = new Map<string, Gateway>();
    for (const name of new Set(refs.map(({ gateway }) => gateway))) {
      const gateway = this.findOrExplain(name);
      if (!gateway || !(await this.ensureToken(gateway))) return undefined;
      found.set(name, gateway);
    }
    return found;
  }

  /** Asks for the token of a gateway if there is none. False if the user cancels. */
  async ensureToken(gateway: Gateway): Promise<boolean> {
    return (await this.parts.tokens.check(tokenKey(gateway))) || (await this.setToken(gateway));
  }

  /** Asks for the access token of a gateway and stores it. False if the user cancels. */
  async setToken(requested?: Gateway): Promise<boolean> {
    const gateway = requested ?? (await this.choose(vscode.l10n.t('Set access token')));
    if (!gateway) return false;
    const { tokens } = this.parts;
    const key = tokenKey(gateway);
    const isLost = tokens.wasLost(key) && !(await tokens.check(key));
    const { askToken } = await import('./prompts/tokenprompt');
    const token = await askToken(gateway, isLost);
    if (token === undefined) return false;
    await tokens.set(key, token);
    return true;
  }

  /** Explains that the secret storage has lost the token with a key, and offers to enter it again. */
  async explainLoss(key: string): Promise<void> {
    const gateway = this.parts.gateways.list.find((each) => tokenKey(each) === key);
    if (!gateway) return;
    const set = vscode.l10n.t('Set access token');
    const message = vscode.l10n.t(
      'The secret storage no longer has the token for {0}. Some editors in a browser keep it only until the window closes.',
      gatewayLabel(gateway),
    );
    if ((await vscode.window.showWarningMessage(linkless(message), set)) === set)
      await this.setToken(gateway);
  }

  /** Forgets the access token of a gateway after the user confirms. This ends the gateway's pairings. */
  async forgetToken(requested?: Gateway): Promise<void> {
    const { tokens, countPairingsWith, countLinkedOn } = this.parts;
    const gateway = requested ?? (await this.choose(vscode.l10n.t('Forget access token')));
    if (!gateway) return;
    const key = tokenKey(gateway);
    const name = gatewayLabel(gateway);
    if ((await tokens.get(key)) === undefined) {
      showMessage(vscode.l10n.t('There is no access token for {0}.', name));
      return;
    }
    if (!(await confirmForget(name, countPairingsWith(key), countLinkedOn(gateway.name)))) return;
    if (await tokens.forget(key)) {
      showMessage(vscode.l10n.t('The access token for {0} is forgotten.', name));
      return;
    }
    const { warnTokenKept } = await import('./prompts/tokenprompt');
    warnTokenKept(name);
  }

  /** The gateway for a command: the only one, or the one that the user chooses. */
  async choose(title: string): Promise<Gateway | undefined> {
    const { gateways } = this.parts;
    if (!gateways.several) return this.findOrExplain(defaultGateway);
    const { askGateway } = await import('./prompts/choosegateway');
    return await askGateway(gateways.list, title);
  }

  async #explain(name: string): Promise<void> {
    const { explainGateway } = await import('./prompts/choosegateway');
    await explainGateway(name, this.parts.gateways.problems);
  }
}

/** Warns that the secret storage didn't store a token. */
export function notifyOfStorageFailure(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The editor’s secret storage doesn’t work. The access token is kept only in the memory of this window. Other windows ask for it again.',
    ),
  );
}

async function confirmForget(name: string, pairings: number, linked: number): Promise<boolean> {
  const forget = vscode.l10n.t('Forget');
  const detail = [
    ...endingText(pairings),
    ...linkedText(linked),
    vscode.l10n.t('You will be asked for a token when you use this gateway again.'),
  ].join(' ');
  const message = vscode.l10n.t('Forget the access token for {0}?', name);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, forget)) === forget;
}

function showMessage(message: string): void {
  void vscode.window.showInformationMessage(linkless(message));
}
