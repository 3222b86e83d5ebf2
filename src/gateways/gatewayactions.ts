import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import type { GatewayPlaces } from './changes';
import { dropGateway, FailedChange, moveGateway, saveGateway } from './changes';
import type { Gateways } from './gateways';
import type { TestParts } from './gatewaytester';
import { GatewayTester } from './gatewaytester';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayNameProblem, hasRoom } from '../core/gateways/gatewaylist';
import { defaultGateway } from '../core/references/instanceref';
import { errorName } from '../platform/errorname';
import { linkless } from '../platform/escaping';
import type { History } from '../instances/history';
import { settings as settingNames } from '../ids';
import type { Instances } from '../instances/instances';
import type { Pairings } from '../pairing/pairings';
import { askGateway, problemLabel } from './choosegateway';
import { askRemoval, askRenaming, tellFailedChange } from './changeprompts';
import { askGatewayName, askNewGateway } from './newgateway';
import { openSetting } from '../platform/opensetting';
import { tellTokenKept } from './tokenprompt';
import type { Settings } from '../platform/settings';
import type { TokenFlow } from './access';
import type { Tokens } from './tokens';

/** What leads to gateways needs of the window. */
export interface GatewayParts extends GatewayPlaces, TestParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly instances: Instances;
  readonly history: History;
  readonly pairings: Pairings;
  readonly tokens: Tokens;
  readonly tokenFlow: TokenFlow;
  readonly log: Logger;
  /** Has what this window pairs follow a gateway that has got another name, or is gone. */
  readonly follow: (before: string, after: string | undefined) => Promise<void>;
}

/** Adds, tests, renames and removes the accounts on gateways. */
export class GatewayFlow {
  readonly #tester: GatewayTester;

  constructor(private readonly parts: GatewayParts) {
    this.#tester = new GatewayTester(parts);
  }

  /** Asks for all that a new gateway needs, keeps it and tests it. A name may be wanted already, by a list of instances. */
  async add(wanted = ''): Promise<void> {
    const { settings, gateways } = this.parts;
    const taken = this.#names;
    const unusable = gatewayNameProblem(wanted) !== undefined || taken.includes(wanted);
    const proposed = unusable ? '' : wanted;
    if (!hasRoom(settings.gatewayEntries, proposed)) {
      await tellFailedChange('full');
      return;
    }
    const given = await askNewGateway(taken, proposed, settings.credentials);
    if (!given) return;
    const { gateway, token } = given;
    const saved = await this.#change(() => saveGateway(gateway, token, this.parts));
    // As it is in the settings: in the place of an entry that couldn't be used, it has what else was written there.
    if (saved) await this.test(gateways.find(gateway.name) ?? gateway);
  }

  /** Says in one sentence what of a gateway works. */
  async test(given?: Gateway): Promise<void> {
    const gateway = given ?? (await this.#choose(vscode.l10n.t('Test gateway')));
    if (gateway) await this.#tester.test(gateway);
  }

  /** Gives a gateway another name; its token and its instances go along. */
  async rename(given?: Gateway): Promise<void> {
    const { settings, gateways, pairings, follow } = this.parts;
    const title = vscode.l10n.t('Rename gateway');
    const gateway = given ?? (await this.#chooseNamed(title));
    if (!gateway || this.#isDefault(gateway)) return;
    const before = gateway.name;
    const name = await askGatewayName(before, this.#names);
    if (name === undefined || name === before) return;
    const shown = this.#shown(before);
    if (shown > 0 && !(await askRenaming(before, name, shown))) return;
    const moved = await this.#change(async () => {
      // The settings may have changed while the user was asked.
      const current = gateways.find(before) ?? gateway;
      pairings.renameGateway(current, name);
      if (!(await moveGateway(current, name, this.parts))) tellTokenKept(before);
      await follow(before, name);
    });
    if (!moved) return;
    const left = settings.instances.instances.filter((known) => known.gateway === before).length;
    if (left === 0) return;
    const open = vscode.l10n.t('Open setting');
    const pressed = await vscode.window.showInformationMessage(
      linkless(vscode.l10n.t('The setting “Instances” still names “{0}”: {1} of its entries.', before, left)),
      open,
    );
    if (pressed === open) await openSetting(settingNames.instances);
  }

  /** Takes a gateway away, or an entry that can't be one, with its token and what this editor knows of its instances; on the gateway they stay. */
  async remove(given?: string): Promise<void> {
    const { gateways, instances } = this.parts;
    const name = given ?? (await this.#chooseNamed(vscode.l10n.t('Remove gateway')))?.name;
    if (name === undefined || this.#isDefault({ name })) return;
    const problem = gateways.problems.find(({ entry }) => entry === name);
    const agreed = await askRemoval(problem ? problemLabel(problem) : name, {
      token: gateways.find(name) !== undefined,
      listed: instances.used.filter((known) => known.gateway === name).length,
      shown: this.#shown(name),
    });
    if (!agreed) return;
    await this.#change(async () => {
      if (!(await dropGateway(name, gateways.find(name), this.parts))) tellTokenKept(name);
      await this.parts.follow(name, undefined);
    });
  }

  /** Makes a change that has to be saved, again if the user wants; whether it was, and if not, that is told and logged. */
  async #change(change: () => Promise<void>): Promise<boolean> {
    for (;;)
      try {
        await change();
        return true;
      } catch (error) {
        if (!(error instanceof FailedChange)) throw error;
        const { problem, cause } = error;
        const why = cause === undefined ? problem : `${problem}, ${errorName(cause)}`;
        this.parts.log.warn(`A change to the gateways failed: ${why}`);
        if (!(await tellFailedChange(problem))) return false;
      }
  }

  /** How many pairings of a gateway are on show. */
  #shown(name: string): number {
    return this.parts.pairings.all.filter(({ ref }) => ref.gateway === name).length;
  }

  async #choose(title: string): Promise<Gateway | undefined> {
    const { gateways, tokenFlow } = this.parts;
    if (!gateways.several) return tokenFlow.gateway(defaultGateway);
    return await askGateway(gateways.list, title);
  }

  /** One that has a name of its own. */
  async #chooseNamed(title: string): Promise<Gateway | undefined> {
    const named = this.parts.gateways.list.filter(({ name }) => name !== defaultGateway);
    if (named.length > 0) return await askGateway(named, title);
    this.#explainDefault();
    return undefined;
  }

  /** Whether it is the default one, which is the setting's: then that is explained. */
  #isDefault({ name }: Pick<Gateway, 'name'>): boolean {
    if (name === defaultGateway) this.#explainDefault();
    return name === defaultGateway;
  }

  #explainDefault(): void {
    const open = vscode.l10n.t('Open setting');
    void vscode.window
      .showInformationMessage(
        vscode.l10n.t(
          'The default gateway comes from the setting “Endpoint”: it has no name, and goes only with that setting.',
        ),
        open,
      )
      .then(async (pressed) => {
        if (pressed === open) await openSetting(settingNames.endpoint);
      });
  }

  get #names(): readonly string[] {
    return this.parts.gateways.list.map(({ name }) => name).filter((name) => name !== defaultGateway);
  }
}
