import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import type { GatewayStores } from './changes';
import { removeGateway, FailedChange, renameGateway, saveGateway } from './changes';
import type { Gateways } from './gateways';
import type { GatewayTestParts } from './gatewaytester';
import { GatewayTester } from './gatewaytester';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayNameProblem, hasRoom } from '../core/gateways/gatewaylist';
import { defaultGateway } from '../core/references/instanceref';
import { errorName } from '../platform/errorname';
import { linkless } from '../platform/escaping';
import { settings as settingNames } from '../ids';
import { askGateway, problemLabel } from './choosegateway';
import { askRemoval, askRenaming, showFailedChange } from './changeprompts';
import { askGatewayName, askNewGateway } from './newgateway';
import { openSetting } from '../platform/opensetting';
import { warnTokenKept } from './tokenprompt';
import type { Settings } from '../platform/settings';
import type { GatewayAccess } from './access';
import type { InstancePaces } from './instancepaces';
import type { Tokens } from './tokens';

/** What actions on gateways need of the window. */
export interface GatewayActionParts extends GatewayStores, GatewayTestParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly tokens: Tokens;
  readonly access: GatewayAccess;
  readonly paces: InstancePaces;
  readonly log: Logger;
  /** How many instances of a gateway the list holds because they were used before. */
  readonly countListed: (name: string) => number;
  /** How many pairings of a gateway are on show in this window. */
  readonly countShown: (name: string) => number;
  /** Announces that a gateway has another name, or is gone, to what goes on with its instances in this window. */
  readonly announceChange: (before: string, after: string | undefined) => Promise<void>;
}

/** Adds, tests, renames and removes the user's gateways. */
export class GatewayActions {
  readonly #tester: GatewayTester;

  constructor(private readonly parts: GatewayActionParts) {
    this.#tester = new GatewayTester(parts);
  }

  /** Asks for all that a new gateway needs, keeps it and tests it. A name may be wanted already, by a list of instances. */
  async add(suggestedName = ''): Promise<void> {
    const { settings, gateways } = this.parts;
    const taken = this.#names;
    const unusable = gatewayNameProblem(suggestedName) !== undefined || taken.includes(suggestedName);
    const proposed = unusable ? '' : suggestedName;
    if (!hasRoom(settings.gatewayEntries, proposed)) {
      await showFailedChange('full');
      return;
    }
    const answers = await askNewGateway(taken, proposed, settings.credentials);
    if (!answers) return;
    const { gateway, token } = answers;
    const saved = await this.#change(() => saveGateway(gateway, token, this.parts));
    // As it is in the settings: in the place of an entry that couldn't be used, it has what else was written there.
    if (saved) await this.test(gateways.find(gateway.name) ?? gateway);
  }

  /** Says in one sentence what of a gateway works. */
  async test(requested?: Gateway): Promise<void> {
    const gateway = requested ?? (await this.parts.access.choose(vscode.l10n.t('Test gateway')));
    if (gateway) await this.#tester.test(gateway);
  }

  /** Gives a gateway another name; its token and its instances go along. */
  async rename(requested?: Gateway): Promise<void> {
    const { settings, gateways, paces, countShown, announceChange } = this.parts;
    const title = vscode.l10n.t('Rename gateway');
    const gateway = requested ?? (await this.#chooseNamed(title));
    if (!gateway || this.#isDefault(gateway)) return;
    const before = gateway.name;
    const name = await askGatewayName(before, this.#names);
    if (name === undefined || name === before) return;
    if (countShown(before) > 0 && !(await askRenaming(before, name, countShown(before)))) return;
    const moved = await this.#change(async () => {
      // The settings may have changed while the user was asked.
      const current = gateways.find(before) ?? gateway;
      paces.renameGateway(current, name);
      if (!(await renameGateway(current, name, this.parts))) warnTokenKept(before);
      await announceChange(before, name);
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
  async remove(requested?: string): Promise<void> {
    const { gateways, countListed, countShown, announceChange } = this.parts;
    const name = requested ?? (await this.#chooseNamed(vscode.l10n.t('Remove gateway')))?.name;
    if (name === undefined || this.#isDefault({ name })) return;
    const problem = gateways.problems.find(({ entry }) => entry === name);
    const agreed = await askRemoval(problem ? problemLabel(problem) : name, {
      token: gateways.find(name) !== undefined,
      listed: countListed(name),
      shown: countShown(name),
    });
    if (!agreed) return;
    await this.#change(async () => {
      if (!(await removeGateway(name, gateways.find(name), this.parts))) warnTokenKept(name);
      await announceChange(name, undefined);
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
        if (!(await showFailedChange(problem))) return false;
      }
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
          'The default gateway comes from the setting “Endpoint”. It has no name, and only that setting changes it.',
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
