import type { Gateway } from '../core/gateways/gateway';
import { instanceKey } from '../core/gateways/gateway';
import { Pace } from '../core/gateways/instancepace';
import type { Clock } from '../core/time/clock';

/** The pace of the requests for each instance. It lives longer than a pairing, so that a new pairing doesn't send a request too soon. */
export class InstancePaces {
  readonly #paces = new Map<string, Pace>();

  constructor(private readonly clock: Clock) {}

  /** The pace of an instance. `restored`: the window may have sent requests for it before it was reloaded. */
  of(gateway: Gateway, instanceId: string, restored = false): Pace {
    const key = instanceKey(gateway, instanceId);
    // Before the reload, the window may have sent requests until this process started, which is 0 on the monotonic clock.
    const pace = this.#paces.get(key) ?? new Pace(this.clock, restored ? 0 : undefined);
    this.#paces.set(key, pace);
    return pace;
  }

  /** Keeps the paces of a renamed gateway's instances: the server is the same. */
  renameGateway(gateway: Gateway, name: string): void {
    const before = instanceKey(gateway, '');
    const after = instanceKey({ ...gateway, name }, '');
    for (const [key, pace] of [...this.#paces])
      if (key.startsWith(before)) this.#paces.set(after + key.slice(before.length), pace);
  }
}
