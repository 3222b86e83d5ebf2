import type { Gateways } from '../gateways/gateways';
import type { Gateway } from '../core/gateways/gateway';
import type { StatusBoard } from '../core/instances/poller';

/** Where the gateways led when they were looked at last. */
export class Doors {
  #byName: ReadonlyMap<string, Gateway>;

  constructor(private readonly gateways: Pick<Gateways, 'list'>) {
    this.#byName = this.#look();
  }

  /** Whether there is a gateway of that name. */
  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** Looks again: what was said of one gateway says nothing of another, and what was refused may be answered where the credentials travel otherwise. */
  follow(board: Pick<StatusBoard, 'forgetAll' | 'forgive'>): void {
    const before = this.#byName;
    this.#byName = this.#look();
    for (const [name, { endpoint, credentials }] of before) {
      const now = this.#byName.get(name);
      if (now?.endpoint.base !== endpoint.base) board.forgetAll(name);
      else if (now.credentials !== credentials) board.forgive(name);
    }
  }

  #look(): ReadonlyMap<string, Gateway> {
    return new Map(this.gateways.list.map((gateway) => [gateway.name, gateway]));
  }
}
