import type { Disposable } from '../core/events/emitter';

/**
 * How long after it is asked for a task runs, in ms. When a pairing begins, its request and its panel come first: the page of a
 * panel is there after some 200 ms, and both processors of a small machine are busy until then.
 */
const delay = 400;

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
