import type { Gateway } from '../core/gateways/gateway';
import type { GatewayProblem } from '../core/gateways/gatewaylist';
import type { Listen } from '../core/events/emitter';
import { defaultGateway } from '../core/references/instanceref';
import type { Settings } from '../platform/settings';

/** The gateway accounts of the settings: the default one, and those with a name. */
export class Gateways {
  readonly onDidChange: Listen<undefined>;

  constructor(private readonly settings: Settings) {
    this.onDidChange = settings.onDidChangeGateways;
  }

  /** Those that can be used, the default one first. */
  get list(): readonly Gateway[] {
    const fallback = this.find(defaultGateway);
    const { gateways } = this.settings.gateways;
    return fallback ? [fallback, ...gateways] : gateways;
  }

  /** Whether there are others than the default one, so that the user may have to say which is meant. */
  get several(): boolean {
    return this.settings.gateways.gateways.length > 0;
  }

  /** What of the settings can't be used: the endpoint of the default gateway, and entries. */
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
