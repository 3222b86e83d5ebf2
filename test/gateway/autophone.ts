import type { StandInInstance } from './instance';
import type { Code } from './session';

/** Told of each code that a call was answered with. */
export type Delivery = (instance: StandInInstance, code: Code) => void;

/** Phones that link without a human: each code that was handed out is scanned a while later. */
export class AutoPhone {
  readonly #after: number;
  readonly #now: () => number;
  readonly #stop: () => void;
  readonly #seen = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #linked = 0;
  #dead = 0;
  #over = 0;

  /** Scans `after` ms (of real time) after a delivery; `subscribe` answers with what ends the subscription. */
  constructor(after: number, now: () => number, subscribe: (delivery: Delivery) => () => void) {
    this.#after = after;
    this.#now = now;
    this.#stop = subscribe((instance, code) => {
      this.#hold(instance, code);
    });
  }

  /** How many scans linked a phone. */
  get linked(): number {
    return this.#linked;
  }

  /** How many codes were scanned that were dead, though by the end that was told with them they were alive. */
  get dead(): number {
    return this.#dead;
  }

  /** How many codes came to their end before the phone was held to them, so that a person would have waited for the next. */
  get over(): number {
    return this.#over;
  }

  /** Scans nothing any more. */
  stop(): void {
    this.#stop();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #hold(instance: StandInInstance, code: Code): void {
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
    if (this.#now() >= until) this.#over += 1;
    else if (instance.scan(value) === 'linked') this.#linked += 1;
    else this.#dead += 1;
  }
}
