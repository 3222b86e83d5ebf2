import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../core/time/clock';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import type { GatewayClient } from '../core/gateways/client';
import type { Fetch } from '../core/http/exchange';
import type { RequestEntry } from '../core/gateways/client';
import { dialects } from '../core/gateways/dialects';
import type { Tokens } from './tokens';

/** What the door to a gateway needs of the window. */
export interface ClientParts {
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly fetch: Fetch;
}

/** What the panel's opening needs to be on its way to the editor, in ms. */
const headStart = 10;

/** The editor's `fetch`. */
export function editorFetch(): Fetch {
  let underWay: Promise<void> | undefined;
  return async (url, init) => {
    // The first request of an extension host keeps it busy for 0.1 s and more, and with it what opens the panel.
    await (underWay ??= sleep(headStart));
    // Looked up for each request: the editor replaces it by one that knows proxies and certificates.
    return await fetch(url, init);
  };
}

/** Opens the door to an account on a gateway: to one instance, or to what needs none. */
export function openClient(
  { tokens, clock, fetch }: ClientParts,
  gateway: Gateway,
  instanceId: string | undefined,
  note: (entry: RequestEntry) => void,
): GatewayClient {
  const { endpoint, credentials } = gateway;
  const token = (): Promise<string | undefined> => tokens.take(tokenKey(gateway));
  return dialects[gateway.kind].connect({ endpoint, instanceId, token, credentials, fetch, clock, note });
}
