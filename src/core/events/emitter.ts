// src/core/events: typed events that parts fire and listen to.
/** Undoes a subscription or frees the resources of an object. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes to an event that can happen more than once. */
export type Listen<T> = (listener: (value: T) => void) => Disposable;

/** A small event source: it calls its listeners in the order in which they subscribed. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Listen<T> = (listener) => {
    // Each subscription has its own wrapper, so that the same function can subscribe twice.
    const entry = (value: T): void => {
      listener(value);
    };
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  /** Whether there are any listeners. */
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
