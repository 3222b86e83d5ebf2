import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import { guarded } from '../platform/commands';
import type { Gateways } from './gateways';
import type { InstanceRef } from '../core/references/instanceref';
import { defaultGateway } from '../core/references/instanceref';
import { linkless } from '../platform/escaping';
import { askGateway, explainGateway } from './choosegateway';
import { explainEndpoint } from './endpointproblem';
import { askToken, tellTokenKept } from './tokenprompt';
import type { Settings } from '../platform/settings';
import type { Tokens } from './tokens';

/** Leads the user to a gateway that can be asked and a token to ask it with. */
export class TokenFlow {
  constructor(
    private readonly settings: Settings,
    private readonly gateways: Gateways,
    private readonly tokens: Tokens,
    private readonly log: Logger,
  ) {}

  /** The gateway of that name; why it can't be used is explained. Takes no time: nothing can happen meanwhile. */
  gateway(name: string): Gateway | undefined {
    const found = this.gateways.find(name);
    if (!found) void guarded('gateway', this.log, () => this.#explain(name));
    return found;
  }

  /** Explains why the first of these gateways that can't be used can't: for many at once, once is enough. */
  explainFirst(names: readonly string[]): void {
    const missing = names.find((name) => !this.gateways.find(name));
    if (missing !== undefined) this.gateway(missing);
  }

  /** Whether there is a token for a gateway; asks for it if there is none. */
  async ready(gateway: Gateway): Promise<boolean> {
    return (await this.tokens.check(tokenKey(gateway))) || (await this.setToken(gateway));
  }

  /** The gateways of instances, by name, with a token for each; undefined as soon as one can't be had. */
  async readyAll(
    refs: readonly Pick<InstanceRef, 'gateway'>[],
  ): Promise<ReadonlyMap<string, Gateway> | undefined> {
    const found = new Map<string, Gateway>();
    for (const name of new Set(refs.map(({ gateway }) => gateway))) {
      const gateway = this.gateway(name);
      if (!gateway || !(await this.ready(gateway))) return undefined;
      found.set(name, gateway);
    }
    return found;
  }

  /** Asks for the access token of a gateway and keeps it; false if the user thinks better of it. */
  async setToken(given?: Gateway): Promise<boolean> {
    const gateway = given ?? (await this.#choose(vscode.l10n.t('Set access token')));
    const token = gateway && (await askToken(gateway));
    if (!gateway || token === undefined) return false;
    await this.tokens.set(tokenKey(gateway), token);
    return true;
  }

  /** Forgets the access token of a gateway, which ends its pairings. */
  async forgetToken(given?: Gateway): Promise<void> {
    const gateway = given ?? (await this.#choose(vscode.l10n.t('Forget access token')));
    if (!gateway) return;
    const account = tokenKey(gateway);
    const name = gateway.name === defaultGateway ? gateway.endpoint.origin : gateway.name;
    const had = (await this.tokens.get(account)) !== undefined;
    if (!(await this.tokens.forget(account))) {
      tellTokenKept(name);
      return;
    }
    void vscode.window.showInformationMessage(
      linkless(
        had
          ? vscode.l10n.t('The access token for {0} is forgotten.', name)
          : vscode.l10n.t('There is no access token for {0}.', name),
      ),
    );
  }

  /** The gateway that a command about one means; asked for if there are several. */
  async #choose(title: string): Promise<Gateway | undefined> {
    if (!this.gateways.several) return this.gateway(defaultGateway);
    return await askGateway(this.gateways.list, title);
  }

  async #explain(name: string): Promise<void> {
    const { endpoint } = this.settings;
    if (name !== defaultGateway) await explainGateway(name, this.gateways.problems);
    else if (!endpoint.ok) await explainEndpoint(endpoint.problem);
  }
}

/** Says, once, that the secret storage doesn't keep a token. */
export function tellStorageFailure(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The editor’s secret storage doesn’t work. The access token is kept in the memory of this window; the next window asks for it again.',
    ),
  );
}
