import type { Answer } from '../core/gateways/answer';
import * as vscode from 'vscode';
import { abortable } from '../platform/cancellation';
import type { Clock } from '../core/time/clock';
import type { RequestsFrom } from '../core/failures/explain';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayLabel } from '../core/gateways/gateway';
import type { TestedInstance } from '../core/gateways/gatewaytest';
import { readTest } from '../core/gateways/gatewaytest';
import type { RemedyAction } from '../core/failures/remedy';
import { linkless } from '../platform/escaping';
import type { Lazy } from '../platform/lazy';
import type { GatewayAccess } from './access';
import type { GatewayClients } from './clients';
import type { InstancePaces } from './instancepaces';
import { openGatewaySetting } from './prompts/opengatewaysetting';
import { requestSession } from './sessionrequest';

/** What {@link GatewayTester} needs. */
export interface GatewayTestParts {
  readonly access: GatewayAccess;
  readonly clients: Lazy<GatewayClients>;
  readonly paces: InstancePaces;
  readonly clock: Clock;
  /** Which machine sends the requests, if the window is connected to another one. */
  readonly from: RequestsFrom | undefined;
  /** One of the gateway's instances, whose status shows whether the token is valid; undefined if no instance is known. */
  readonly sampleOf: (name: string) => TestedInstance | undefined;
}

/** Tests a gateway, shows the result in a sentence and offers what fixes a problem. */
export class GatewayTester {
  constructor(private readonly parts: GatewayTestParts) {}

  async test(gateway: Gateway): Promise<void> {
    const sample = this.parts.sampleOf(gateway.name);
    const answer = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: linkless(vscode.l10n.t('Testing “{0}”…', gatewayLabel(gateway))),
        cancellable: true,
      },
      (_, cancelled) => this.#request(gateway, sample?.instanceId, cancelled),
    );
    if (!answer) return;
    const { verdict, sentence, actions } = readTest(
      { ...gateway, from: this.parts.from },
      sample,
      answer,
      vscode.l10n.t,
    );
    const show =
      verdict === 'works' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    // The sentence can contain account names and the gateway's own words.
    const pressed = await show(linkless(sentence), ...actions.map(({ label }) => label));
    const action = actions.find(({ label }) => label === pressed);
    if (action) await this.#runAction(gateway.name, action);
  }

  /** Requests the status of an instance. Without an instance, the gateway's refusal of the request is enough. */
  async #request(
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

  /** Runs the action of a button in the test's result. */
  async #runAction(name: string, { intent }: RemedyAction): Promise<void> {
    const { access } = this.parts;
    switch (intent) {
      case 'endpointSetting':
      case 'credentialsSetting':
      case 'proxySetting':
      case 'certificateSetting':
        await openGatewaySetting(intent, name);
        return;
      default: {
        // Find the gateway again: the settings may have changed while the notification was shown.
        const gateway = access.findOrExplain(name);
        if (!gateway || (intent === 'setToken' && !(await access.setToken(gateway)))) return;
        // And once more: the settings may have changed while the user entered the token.
        const current = access.findOrExplain(name);
        if (current) await this.test(current);
      }
    }
  }
}
