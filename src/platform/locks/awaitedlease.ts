import { Emitter } from '../../core/events/emitter';
import type { Elsewhere } from './leases';

/** A lease that another window has, or had. */
export class AwaitedLease implements Elsewhere {
  readonly held = false;
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  /** Whether its holder seemed to be gone at the last beat. */
  suspected = false;
  #where: string | undefined;

  constructor(
    readonly name: string,
    where: string,
    private readonly forget: () => void,
  ) {
    this.#where = where;
  }

  get where(): string | undefined {
    return this.#where;
  }

  /** Notes which window has it now. */
  become(where: string | undefined): void {
    if (where === this.#where) return;
    this.#where = where;
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
    this.forget();
  }
}
