import type { Disposable } from '../core/events/emitter';

/** Disposes of all its disposables together, the last one first. A disposable that is added afterwards is disposed of at once. */
export class DisposableStore implements Disposable {
  readonly #owned: Disposable[] = [];
  #disposed = false;

  add<T extends Disposable>(disposable: T): T {
    if (this.#disposed) disposable.dispose();
    else this.#owned.push(disposable);
    return disposable;
  }

  dispose(): void {
    this.#disposed = true;
    while (this.#owned.length > 0) this.#owned.pop()?.dispose();
  }
}
