import type { StandInInstance } from './instance';
import type { Code } from './session';

/** Receives each code that the gateway hands out. */
export type Delivery = (instance: StandInInstance, code: Code) => void;

/** Phones that link without a person: each code is scanned some time after the gateway hands it out. */
export class AutoPhone {
  readonly #after: number;
  readonly #now: () => number;
  readonly #stop: () => void;
  readonly #seen = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #linked = 0;
  #rejected = 0;
  #expired = 0;

  /** Scans `after` ms (of real time) after a delivery; `subscribe` returns the function that ends the subscription. */
  constructor(after: number, now: () => number, subscribe: (delivery: Delivery) => () => void) {
    this.#after = after;
    this.#now = now;
    this.#stop = subscribe((instance, code) => {
      this.#scheduleScan(instance, code);
    });
  }

  /** How many scans linked a phone. */
  get linked(): number {
    return this.#linked;
  }

  /** How many codes the gateway rejected although their reported expiry had not passed. */
  get rejected(): number {
    return this.#rejected;
  }

  /** How many codes expired before the phone scanned them; a person would have waited for the next code. */
  get expired(): number {
    return this.#expired;
  }

  /** Stops scanning. */
  stop(): void {
    this.#stop();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #scheduleScan(instance: StandInInstance, code: Code): void {
    if (this.#seen.has(code.value)) return;
    this.#seen.add(code.value);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#scan(instance, code);
    }, this.#after);
    this.#timers.add(timer);
    timer.unref();
  }

  #scan(instance: StandInInstance, { value, until }: Code): void {
    if (this.#now() >= until) this.#expired += 1;
    else if (instance.scan(value) === 'linked') this.#linked += 1;
    else this.#rejected += 1;
  }
}
