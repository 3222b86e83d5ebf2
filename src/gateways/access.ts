import * as vscode from 'vscode';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayLabel, tokenKey } from '../core/gateways/gateway';
import type { InstanceRef } from '../core/references/instanceref';
import { defaultGateway } from '../core/references/instanceref';
import type { Logger } from '../core/timeline/log';
import { guarded } from '../platform/commands';
import { linkless } from '../platform/escaping';
import type { Gateways } from './gateways';
import type { Tokens } from './tokens';

/** What access to the user's gateways needs of the window. */
export interface AccessParts {
  readonly gateways: Gateways;
  readonly tokens: Tokens;
  readonly log: Logger;
  /** How many pairings of this window use the token that is kept under a key. */
  readonly countPairingsWith: (key: string) => number;
}

/** Sees to it that a gateway can be used and has an access token; explains and asks where one of them is missing. */
export class GatewayAccess {
  constructor(private readonly parts: AccessParts) {}

  /** The gateway of that name; why it can't be used is explained. Takes no time, so that nothing can happen meanwhile. */
  findOrExplain(name: string): Gateway | undefined {
    const { gateways, log } = this.parts;
    const found = gateways.find(name);
    if (!found) void guarded('gateway', log, () => this.#explain(name));
    return found;
  }

  /** Explains the first of these gateways that can't be used: for many at once, one message is enough. */
  explainFirst(names: readonly string[]): void {
    const missing = names.find((name) => !this.parts.gateways.find(name));
    if (missing !== undefined) this.findOrExplain(missing);
  }

  /** The gateways of these instances by name, with a token for each; undefined as soon as one can't be had. */
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

  /** Whether there is a token for a gateway; asks for it if there is none. */
  async ensureToken(gateway: Gateway): Promise<boolean> {
    return (await this.parts.tokens.check(tokenKey(gateway))) || (await this.setToken(gateway));
  }

  /** Asks for the access token of a gateway and keeps it; false if the user cancels. */
  async setToken(requested?: Gateway): Promise<boolean> {
    const gateway = requested ?? (await this.choose(vscode.l10n.t('Set access token')));
    if (!gateway) return false;
    const { askToken } = await import('./tokenprompt');
    const token = await askToken(gateway);
    if (token === undefined) return false;
    await this.parts.tokens.set(tokenKey(gateway), token);
    return true;
  }

  /** Forgets the access token of a gateway once the user has agreed, which ends its pairings. */
  async forgetToken(requested?: Gateway): Promise<void> {
    const { tokens, countPairingsWith } = this.parts;
    const gateway = requested ?? (await this.choose(vscode.l10n.t('Forget access token')));
    if (!gateway) return;
    const key = tokenKey(gateway);
    const name = gatewayLabel(gateway);
    if ((await tokens.get(key)) === undefined) {
      showMessage(vscode.l10n.t('There is no access token for {0}.', name));
      return;
    }
    if (!(await confirmForget(name, countPairingsWith(key)))) return;
    if (await tokens.forget(key)) {
      showMessage(vscode.l10n.t('The access token for {0} is forgotten.', name));
      return;
    }
    const { warnTokenKept } = await import('./tokenprompt');
    warnTokenKept(name);
  }

  /** The gateway that a command about one means; asked for if there are several. */
  async choose(title: string): Promise<Gateway | undefined> {
    const { gateways } = this.parts;
    if (!gateways.several) return this.findOrExplain(defaultGateway);
    const { askGateway } = await import('./choosegateway');
    return await askGateway(gateways.list, title);
  }

  async #explain(name: string): Promise<void> {
    const { explainGateway } = await import('./choosegateway');
    await explainGateway(name, this.parts.gateways.problems);
  }
}

/** Says, once, that the secret storage doesn't keep a token. */
export function notifyOfStorageFailure(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The editor’s secret storage doesn’t work. The access token is kept in the memory of this window; the next window asks for it again.',
    ),
  );
}

async function confirmForget(name: string, pairings: number): Promise<boolean> {
  const forget = vscode.l10n.t('Forget');
  const ending =
    pairings === 1
      ? vscode.l10n.t('1 pairing in this window ends.')
      : vscode.l10n.t('{0} pairings in this window end.', pairings);
  const detail = [
    ...(pairings > 0 ? [ending] : []),
    vscode.l10n.t('The next request to this gateway asks for a token again.'),
  ].join(' ');
  const message = vscode.l10n.t('Forget the access token for {0}?', name);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, forget)) === forget;
}

function showMessage(message: string): void {
  void vscode.window.showInformationMessage(linkless(message));
}
