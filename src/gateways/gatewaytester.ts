import type { Answer } from '../core/gateways/answer';
import * as vscode from 'vscode';
import { abortable } from '../platform/cancellation';
import type { Clock } from '../core/time/clock';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayLabel } from '../core/gateways/gateway';
import type { TestedInstance } from '../core/gateways/gatewaytest';
import { readTest } from '../core/gateways/gatewaytest';
import type { RemedyAction } from '../core/failures/remedy';
import { linkless } from '../platform/escaping';
import { editorSettings } from '../ids';
import type { Lazy } from '../platform/lazy';
import { openEditorSetting } from '../platform/opensetting';
import type { GatewayAccess } from './access';
import type { GatewayClients } from './clients';
import type { InstancePaces } from './instancepaces';
import { openGatewaySetting } from './opengatewaysetting';
import { requestSession } from './sessionrequest';

/** What a test of a gateway needs of the window. */
export interface GatewayTestParts {
  readonly access: GatewayAccess;
  readonly clients: Lazy<GatewayClients>;
  readonly paces: InstancePaces;
  readonly clock: Clock;
  /** One of the gateway's instances, whose status shows whether the token is right; undefined if none is known. */
  readonly sampleOf: (name: string) => TestedInstance | undefined;
}

/** Finds out what of a gateway works, says it in a sentence and leads to what mends it. */
export class GatewayTester {
  constructor(private readonly parts: GatewayTestParts) {}

  async test(gateway: Gateway): Promise<void> {
    const asked = this.parts.sampleOf(gateway.name);
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

  /** The status of an instance, or the refusal of a request about none. */
  async #ask(
    gateway: Gateway,
    instanceId: string | undefined,
    cancelled: vscode.CancellationToken,
  ): Promise<Answer | undefined> {
    const { clients, paces, clock } = this.parts;
    const client = (await clients.get()).open(gateway, instanceId);
    return await abortable(cancelled, async (signal) => {
      if (instanceId === undefined) return await client.request('session', signal);
      return await requestSession({ client, clock, pace: paces.of(gateway, instanceId) }, signal);
    });
  }

  /** Does what a button of a test's result says. */
  async #mend(name: string, { intent }: RemedyAction): Promise<void> {
    const { access } = this.parts;
    switch (intent) {
      case 'endpointSetting':
      case 'credentialsSetting':
        await openGatewaySetting(name, intent === 'endpointSetting' ? 'endpoint' : 'credentials');
        return;
      case 'proxySetting':
        await openEditorSetting(editorSettings.proxy);
        return;
      case 'certificateSetting':
        await openEditorSetting(editorSettings.certificates);
        return;
      default: {
        // As it is by now: the settings may have changed while the notification stood.
        const gateway = access.usable(name);
        if (!gateway || (intent === 'setToken' && !(await access.setToken(gateway)))) return;
        // And while the token was asked for.
        const mended = access.usable(name);
        if (mended) await this.test(mended);
      }
    }
  }
}
