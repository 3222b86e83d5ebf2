import type { Disposable } from '../core/events/emitter';

/** How long after it is asked for a task runs, in ms: when a pairing begins, its request and its panel come first. */
const delay = 100;

/** A task that runs a moment after it is asked for, once for all who ask meanwhile. */
export class Soon implements Disposable {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly task: () => void) {}

  /** Asks for the task. */
  readonly ask = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.task();
    }, delay);
  };

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
