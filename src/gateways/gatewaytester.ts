import type { Answer } from '../core/gateways/answer';
import * as vscode from 'vscode';
import { abortable } from '../platform/cancellation';
import type { Gateways } from './gateways';
import type { Clock } from '../core/time/clock';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayLabel } from '../core/gateways/gateway';
import type { Asked } from '../core/gateways/gatewaytest';
import { readTest } from '../core/gateways/gatewaytest';
import type { GatewayClient } from '../core/gateways/client';
import { defaultGateway } from '../core/references/instanceref';
import type { Action } from '../core/views/intent';
import { linkless } from '../platform/escaping';
import { editorSettings, settings as settingNames } from '../ids';
import type { Instances } from '../instances/instances';
import type { Pairings } from '../pairing/pairings';
import { openEditorSetting, openSetting } from '../platform/opensetting';
import type { TokenFlow } from './access';
import { askSession } from '../pairing/unlink';

/** What a test of a gateway needs of the window. */
export interface TestParts {
  readonly gateways: Gateways;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly tokenFlow: TokenFlow;
  readonly clock: Clock;
  readonly client: (gateway: Gateway, instanceId?: string) => Promise<GatewayClient>;
}

/** Finds out what of a gateway works, says it in a sentence and leads to what mends it. */
export class GatewayTester {
  constructor(private readonly parts: TestParts) {}

  async test(gateway: Gateway): Promise<void> {
    const asked = this.#instanceOf(gateway);
    const answer = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: linkless(vscode.l10n.t('Testing “{0}”…', gatewayLabel(gateway))),
        cancellable: true,
      },
      (_, cancelled) => this.#ask(gateway, asked?.instanceId, cancelled),
    );
    if (!answer) return;
    const { verdict, sentence, actions } = readTest(gateway, asked, answer, vscode.l10n.t);
    const show =
      verdict === 'works' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    // Names of accounts and the gateway's words can be in it.
    const pressed = await show(linkless(sentence), ...actions.map(({ label }) => label));
    const action = actions.find(({ label }) => label === pressed);
    if (action) await this.#mend(gateway.name, action);
  }

  /** An instance that shows whether the token is right, one that isn't just being paired if there is any. */
  #instanceOf({ name: gateway }: Gateway): Asked | undefined {
    const { instances, pairings } = this.parts;
    const own = instances.list.filter((each) => each.gateway === gateway);
    const known = own.find((each) => !pairings.find(each)?.running) ?? own[0];
    return known && { instanceId: known.instanceId, name: known.label ?? known.instanceId };
  }

  /** The status of an instance, or the refusal of a question about none. */
  async #ask(
    gateway: Gateway,
    instanceId: string | undefined,
    cancelled: vscode.CancellationToken,
  ): Promise<Answer | undefined> {
    const { pairings, clock } = this.parts;
    const client = await this.parts.client(gateway, instanceId);
    return await abortable(cancelled, async (signal) => {
      if (instanceId === undefined) return await client.request('session', signal);
      return await askSession({ client, clock, pace: pairings.pace(gateway, instanceId) }, signal);
    });
  }

  /** Does what a button of a test's result says. */
  async #mend(name: string, { intent }: Action): Promise<void> {
    const fallback = name === defaultGateway;
    const { tokenFlow } = this.parts;
    switch (intent) {
      case 'endpointSetting':
        await openSetting(fallback ? settingNames.endpoint : settingNames.gateways);
        return;
      case 'credentialsSetting':
        await openSetting(fallback ? settingNames.credentials : settingNames.gateways);
        return;
      case 'proxySetting':
        await openEditorSetting(editorSettings.proxy);
        return;
      case 'certificateSetting':
        await openEditorSetting(editorSettings.certificates);
        return;
      default: {
        // As it is by now: the settings may have changed while the notification stood.
        const gateway = tokenFlow.gateway(name);
        if (!gateway || (intent === 'setToken' && !(await tokenFlow.setToken(gateway)))) return;
        // And while the token was asked for.
        const mended = tokenFlow.gateway(name);
        if (mended) await this.test(mended);
      }
    }
  }
}
