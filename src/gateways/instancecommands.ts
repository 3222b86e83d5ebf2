import type { Answer } from '../core/gateways/answer';
import type { GatewayClient, GatewayRequest } from '../core/gateways/client';
import type { Gateway } from '../core/gateways/gateway';
import { instanceKey } from '../core/gateways/gateway';
import { aborted } from '../platform/aborted';

const commands: ReadonlySet<GatewayRequest> = new Set(['start', 'restart', 'stop', 'logout', 'delete']);

/** The caller no longer waits for the answer. */
const givenUp: Answer = { kind: 'failure', failure: { kind: 'givenUp' } };

/**
 * Keeps the commands for one instance apart, whichever part of the window sends them: a gateway may answer 500 to a command that
 * overlaps another. Other requests wait for a command too, since their answers mean nothing while it is carried out.
 */
export class InstanceCommands {
  /** The last command for each instance; settles when it has been answered. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** A client whose requests wait for the answers to all earlier commands for the instance. */
  guard(gateway: Gateway, instanceId: string, client: GatewayClient): GatewayClient {
    const key = instanceKey(gateway, instanceId);
    return {
      request: async (request, signal, number) => {
        const earlier = this.#last.get(key);
        if (commands.has(request)) return await this.#send(key, client, request, signal);
        if (earlier) await Promise.race([earlier, aborted(signal)]);
        return await client.request(request, signal, number);
      },
    };
  }

  /** Resolves when the commands for an instance that are under way now have been answered. */
  async settled(gateway: Gateway, instanceId: string): Promise<void> {
    await this.#last.get(instanceKey(gateway, instanceId));
  }

  async #send(
    key: string,
    client: GatewayClient,
    request: GatewayRequest,
    signal: AbortSignal,
  ): Promise<Answer> {
    const earlier = this.#last.get(key) ?? Promise.resolve();
    // Not aborted: the gateway goes on with a command that it has received, and only its answer says when that is over.
    const answer = earlier.then(() =>
      signal.aborted ? givenUp : client.request(request, new AbortController().signal),
    );
    this.#last.set(key, answer);
    void answer.then(() => {
      if (this.#last.get(key) === answer) this.#last.delete(key);
    });
    return await Promise.race([answer, aborted(signal).then(() => givenUp)]);
  }
}
