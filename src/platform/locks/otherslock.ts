import type { Disposable, Listen } from '../../core/events/emitter';
import { Emitter } from '../../core/events/emitter';

/** A lock that another window holds, or held when it was claimed; followed until disposed. */
export interface OthersLock extends Disposable {
  readonly held: false;
  /** Name of the window that has it: foreign text, '' where unknown; undefined once none has it. */
  readonly by: string | undefined;
  readonly onDidChange: Listen<undefined>;
}

/** An {@link OthersLock} that learns which window has the lock. */
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

  /** Notes which window has the lock now. */
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
