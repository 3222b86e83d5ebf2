import type { Disposable, Listen } from '../../core/events/emitter';
import { Emitter } from '../../core/events/emitter';

/** A lock that another window holds, or held at the time of the claim. It is followed until it is disposed of. */
export interface OthersLock extends Disposable {
  readonly held: false;
  /** Name of the window that holds the lock: foreign text, '' if unknown; undefined once no window holds it. */
  readonly by: string | undefined;
  readonly onDidChange: Listen<undefined>;
}

/** An {@link OthersLock} whose holder can change. */
export class FollowedLock implements OthersLock {
  readonly held = false;
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #by: string | undefined;

  constructor(
    by: string | undefined,
    private readonly onDispose: (followed: FollowedLock) => void,
  ) {
    this.#by = by;
  }

  get by(): string | undefined {
    return this.#by;
  }

  /** Sets which window holds the lock now. */
  setHolder(by: string | undefined): void {
    if (by === this.#by) return;
    this.#by = by;
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
    this.onDispose(this);
  }
}
