// src/gateways: the user's gateways: their list and access tokens, and how to add, test, rename and remove them.
import type { Gateway } from '../core/gateways/gateway';
import type { GatewayProblem } from '../core/gateways/gatewaylist';
import type { Listen } from '../core/events/emitter';
import { defaultGateway } from '../core/references/instanceref';
import type { Settings } from '../platform/settings';

/** The gateways in the settings: the default gateway and those with a name. */
export class Gateways {
  readonly onDidChange: Listen<undefined>;

  constructor(private readonly settings: Settings) {
    this.onDidChange = settings.onDidChangeGateways;
  }

  /** The gateways that can be used, the default gateway first. */
  get list(): readonly Gateway[] {
    const fallback = this.find(defaultGateway);
    const { gateways } = this.settings.gateways;
    return fallback ? [fallback, ...gateways] : gateways;
  }

  /** Whether there are gateways besides the default one, so that the user may have to choose. */
  get several(): boolean {
    return this.settings.gateways.gateways.length > 0;
  }

  /** The problems in the settings: with the endpoint of the default gateway and with entries of the list. */
  get problems(): readonly GatewayProblem[] {
    const { endpoint, gateways } = this.settings;
    if (endpoint.ok) return gateways.problems;
    return [{ entry: defaultGateway, problem: endpoint.problem }, ...gateways.problems];
  }

  find(name: string): Gateway | undefined {
    if (name !== defaultGateway)
      return this.settings.gateways.gateways.find((gateway) => gateway.name === name);
    const { endpoint, credentials } = this.settings;
    return endpoint.ok ? { name, kind: 'wawp', endpoint: endpoint.endpoint, credentials } : undefined;
  }
}
