import type { GatewayClient, RequestEntry } from '../core/gateways/client';
import { LearnedLives } from '../core/code/codelives';
import { ServerClock } from '../core/code/serverclock';
import { dialects } from '../core/gateways/dialects';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import type { Fetch } from '../core/http/exchange';
import type { Clock } from '../core/time/clock';
import { readyForRequest } from './firstrequest';
import { InstanceCommands } from './instancecommands';
import type { Tokens } from './tokens';

/** Creates clients that send requests to the user's gateways, each in the gateway's dialect. */
export class GatewayClients {
  readonly #commands = new InstanceCommands();
  /** What is known about each gateway's server, by origin. */
  readonly #servers = new Map<string, { readonly clock: ServerClock; readonly lives: LearnedLives }>();

  constructor(
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    /** Logs each request after it has ended. */
    private readonly log: (entry: RequestEntry) => void,
  ) {}

  /** A client for one instance, or for requests about no instance if the ID is undefined. */
  open(
    gateway: Gateway,
    instanceId: string | undefined,
    note: (entry: RequestEntry) => void = this.log,
  ): GatewayClient {
    const { kind, endpoint, credentials } = gateway;
    const client = dialects[kind].connect({
      endpoint,
      instanceId,
      credentials,
      note,
      token: () => this.tokens.take(tokenKey(gateway)),
      fetch: this.#fetch,
      clock: this.clock,
      serverClock: this.#server(gateway).clock,
    });
    return instanceId === undefined ? client : this.#commands.guard(gateway, instanceId, client);
  }

  /** Waits until a request for an instance, other than a command, can leave at once. */
  async ready(gateway: Gateway, instanceId: string): Promise<void> {
    await readyForRequest();
    await this.#commands.settled(gateway, instanceId);
  }

  /** What this window has learned about the codes of a gateway. */
  lives(gateway: Gateway): LearnedLives {
    return this.#server(gateway).lives;
  }

  #server({ endpoint: { origin } }: Gateway): { readonly clock: ServerClock; readonly lives: LearnedLives } {
    const known = this.#servers.get(origin) ?? { clock: new ServerClock(), lives: new LearnedLives() };
    this.#servers.set(origin, known);
    return known;
  }

  readonly #fetch: Fetch = async (url, init) => {
    await readyForRequest();
    // Read the global `fetch` at each request: the editor replaces it with one that supports proxies and certificates.
    return await fetch(url, init);
  };
}
