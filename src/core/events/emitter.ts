/** Undoes a subscription or frees what an object holds. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes to something that happens more than once. */
export type Listen<T> = (listener: (value: T) => void) => Disposable;

/** The smallest event source: subscribers are called in order of subscription. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Listen<T> = (listener) => {
    // A wrapper of its own, so that one function subscribed twice is two subscriptions.
    const entry = (value: T): void => {
      listener(value);
    };
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  /** Whether anybody listens. */
  get used(): boolean {
    return this.#listeners.size > 0;
  }

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
