import type { Clock } from './core/clock';
import type { Endpoint } from './core/endpoint';
import type { Gateway } from './core/gateway';
import type { Note } from './core/trace';
import { wawpGateway } from './core/wawp';
import type { Settings } from './settings';
import type { Tokens } from './tokens';

/** What the door to a gateway needs of the window. */
export interface GatewayParts {
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly clock: Clock;
}

/** Opens the door to one instance on the gateway of the settings, as they are now. */
export function openGateway(
  { settings, tokens, clock }: GatewayParts,
  endpoint: Endpoint,
  instanceId: string,
  note: Note,
): Gateway {
  return wawpGateway({
    endpoint,
    instanceId,
    token: () => tokens.take(endpoint.origin),
    credentials: settings.credentials,
    // Looked up for each call: the editor replaces it by one that knows proxies and certificates.
    fetch: (url, init) => fetch(url, init),
    clock,
    note,
  });
}
