import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayClient, RequestEntry } from '../core/gateways/client';
import { dialects } from '../core/gateways/dialects';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import type { Fetch } from '../core/http/exchange';
import type { Clock } from '../core/time/clock';
import type { Tokens } from './tokens';

/** What the opening of a panel needs to be on its way to the editor, in ms. */
const headStart = 10;

/** Makes clients that send requests to the user's gateways, each in the gateway's dialect. */
export class GatewayClients {
  #firstRequest: Promise<void> | undefined;

  constructor(
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    /** Takes down each request that has ended. */
    private readonly log: (entry: RequestEntry) => void,
  ) {}

  /** A client for one instance, or without an ID for what is about none. */
  open(
    gateway: Gateway,
    instanceId: string | undefined,
    note: (entry: RequestEntry) => void = this.log,
  ): GatewayClient {
    const { kind, endpoint, credentials } = gateway;
    return dialects[kind].connect({
      endpoint,
      instanceId,
      credentials,
      note,
      token: () => this.tokens.take(tokenKey(gateway)),
      fetch: this.#fetch,
      clock: this.clock,
    });
  }

  readonly #fetch: Fetch = async (url, init) => {
    // The first request of an extension host keeps it busy for 0.1 s and more, and with it what opens the panel.
    await (this.#firstRequest ??= sleep(headStart));
    // Looked up for each request: the editor replaces it by one that knows proxies and certificates.
    return await fetch(url, init);
  };
}
