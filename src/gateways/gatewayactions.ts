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
import { askGateway, problemLabel } from './prompts/choosegateway';
import { askRemoval, askRenaming, showFailedChange } from './prompts/changeprompts';
import { askGatewayName, askNewGateway } from './prompts/newgateway';
import { openSetting } from '../platform/opensetting';
import { warnTokenKept } from './prompts/tokenprompt';
import type { Settings } from '../platform/settings';
import type { GatewayAccess } from './access';
import type { InstancePaces } from './instancepaces';
import type { Tokens } from './tokens';

/** What {@link GatewayActions} needs. */
export interface GatewayActionParts extends GatewayStores, GatewayTestParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly tokens: Tokens;
  readonly access: GatewayAccess;
  readonly paces: InstancePaces;
  readonly log: Logger;
  /** Counts the instances of a gateway that are in the list because they were used before. */
  readonly countListed: (name: string) => number;
  /** Counts the pairings of a gateway that this window shows. */
  readonly countShown: (name: string) => number;
  /** Counts the instances of a gateway that are linked, as far as this window knows. */
  readonly countLinkedOn: (name: string) => number;
  /** Announces that a gateway was renamed, or removed (`after` is undefined), to the parts of this window that work on its instances. */
  readonly announceChange: (before: string, after: string | undefined) => Promise<void>;
}

/** Adds, tests, renames and removes the user's gateways. */
export class GatewayActions {
  readonly #tester: GatewayTester;

  constructor(private readonly parts: GatewayActionParts) {
    this.#tester = new GatewayTester(parts);
  }

  /** Asks for a new gateway, saves it and tests it. A name can be suggested, for example the one that a list of instances uses. */
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
    // Read it from the settings: if it replaced an invalid entry, it has the entry's other properties too.
    if (saved) await this.test(gateways.find(gateway.name) ?? gateway);
  }

  /** Tests a gateway and shows the result in one sentence. */
  async test(requested?: Gateway): Promise<void> {
    const gateway = requested ?? (await this.parts.access.choose(vscode.l10n.t('Test gateway')));
    if (gateway) await this.#tester.test(gateway);
  }

  /** Renames a gateway, together with its token and its instances. */
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
      // The settings may have changed while the user answered.
      const current = gateways.find(before) ?? gateway;
      paces.renameGateway(current, name);
      if (!(await renameGateway(current, name, this.parts))) warnTokenKept(before);
      await announceChange(before, name);
    });
    if (!moved) return;
    const left = settings.instances.instances.filter((known) => known.gateway === before).length;
    if (left === 0) return;
    const message =
      left === 1
        ? vscode.l10n.t('1 entry of the setting “Instances” still has the gateway name “{0}”.', before)
        : vscode.l10n.t(
            '{0} entries of the setting “Instances” still have the gateway name “{1}”.',
            left,
            before,
          );
    const open = vscode.l10n.t('Open setting');
    const pressed = await vscode.window.showInformationMessage(linkless(message), open);
    if (pressed === open) await openSetting(settingNames.instances);
  }

  /**
   * Removes a gateway or an invalid entry, together with its token and all local data about its instances. The instances stay
   * on the gateway.
   */
  async remove(requested?: string): Promise<void> {
    const { gateways, countListed, countShown, countLinkedOn, announceChange } = this.parts;
    const name = requested ?? (await this.#chooseNamed(vscode.l10n.t('Remove gateway')))?.name;
    if (name === undefined || this.#isDefault({ name })) return;
    const problem = gateways.problems.find(({ entry }) => entry === name);
    const agreed = await askRemoval(problem ? problemLabel(problem) : name, {
      token: gateways.find(name) !== undefined,
      listed: countListed(name),
      shown: countShown(name),
      linked: countLinkedOn(name),
    });
    if (!agreed) return;
    await this.#change(async () => {
      if (!(await removeGateway(name, gateways.find(name), this.parts))) warnTokenKept(name);
      await announceChange(name, undefined);
    });
  }

  /** Makes a change to the gateways, again if the user wants. Returns whether it was saved; if not, the failure is shown and logged. */
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

  /** Asks for a gateway that has a name: all but the default gateway. */
  async #chooseNamed(title: string): Promise<Gateway | undefined> {
    const named = this.parts.gateways.list.filter(({ name }) => name !== defaultGateway);
    if (named.length > 0) return await askGateway(named, title);
    this.#explainDefault();
    return undefined;
  }

  /** Whether it is the default gateway. If so, explains that only the setting changes it. */
  #isDefault({ name }: Pick<Gateway, 'name'>): boolean {
    if (name === defaultGateway) this.#explainDefault();
    return name === defaultGateway;
  }

  #explainDefault(): void {
    const open = vscode.l10n.t('Open setting');
    void vscode.window
      .showInformationMessage(
        vscode.l10n.t(
          'The default gateway comes from the setting “Endpoint” and has no name. To change it, edit that setting.',
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
