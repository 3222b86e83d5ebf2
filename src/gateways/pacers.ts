import type { Clock } from '../core/time/clock';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import { GatewayPacer } from '../core/gateways/gatewaypacer';
import type { Gateways } from './gateways';
import type { Tokens } from './tokens';

interface Paced {
  readonly pacer: GatewayPacer;
  /** The gateway as it was at the last change of the settings. */
  gateway: Gateway | undefined;
}

/**
 * The pacers of the window's gateways, one for each name. They follow the settings: if the URL changes, what the old gateway
 * answered no longer counts; if the token changes, refused requests are tried again.
 */
export class GatewayPacers implements Disposable {
  readonly #moved = new Emitter<string>();
  readonly #credentialsChanged = new Emitter<string>();
  /** Fires with the name of a gateway whose URL has changed, or that was removed. */
  readonly onDidMove = this.#moved.event;
  /** Fires with the name of a gateway whose token has changed, or the place of the token in requests. */
  readonly onDidChangeCredentials = this.#credentialsChanged.event;
  readonly #byName = new Map<string, Paced>();
  readonly #subscriptions: readonly Disposable[];

  constructor(
    private readonly clock: Clock,
    private readonly gateways: Pick<Gateways, 'find' | 'onDidChange'>,
    tokens: Pick<Tokens, 'onDidChange'>,
  ) {
    this.#subscriptions = [
      gateways.onDidChange(() => {
        for (const [name, paced] of this.#byName) this.#follow(name, paced);
      }),
      tokens.onDidChange((key) => {
        for (const [name, { pacer, gateway }] of this.#byName)
          if (gateway && tokenKey(gateway) === key) this.#retry(name, pacer);
      }),
    ];
  }

  /** The pacer of the gateway with a name. */
  of(name: string): GatewayPacer {
    const found = this.#byName.get(name);
    if (found) return found.pacer;
    const pacer = new GatewayPacer(this.clock, Math.random);
    this.#byName.set(name, { pacer, gateway: this.gateways.find(name) });
    return pacer;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#moved.dispose();
    this.#credentialsChanged.dispose();
  }

  #follow(name: string, paced: Paced): void {
    const { pacer, gateway: before } = paced;
    const now = this.gateways.find(name);
    paced.gateway = now;
    if (now?.endpoint.base !== before?.endpoint.base) {
      pacer.reset();
      this.#moved.fire(name);
    } else if (now?.credentials !== before?.credentials) this.#retry(name, pacer);
  }

  #retry(name: string, pacer: GatewayPacer): void {
    pacer.retryNow();
    this.#credentialsChanged.fire(name);
  }
}
