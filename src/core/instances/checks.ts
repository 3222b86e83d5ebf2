import type { Check, InstanceStatus } from './checkplan';
import type { Disposable } from '../events/emitter';
import { Emitter } from '../events/emitter';
import type { InstanceRef } from '../references/instanceref';
import { refKey } from '../references/instanceref';

const unchecked: InstanceStatus = { status: undefined, checking: false };

/** The checks of all instances that were ever asked about, and what came of them. */
export class Checks implements Disposable {
  readonly #changed = new Emitter<readonly InstanceRef[]>();
  /** Fires with all of which something else is known, at one go. */
  readonly onDidChange = this.#changed.event;
  readonly #byKey = new Map<string, Check>();
  #changes = new Set<Check>();
  #order = 0;

  get all(): Iterable<Check> {
    return this.#byKey.values();
  }

  /** What is known of an instance. */
  get(ref: InstanceRef): InstanceStatus {
    return this.#byKey.get(refKey(ref))?.known ?? unchecked;
  }

  /** The check of an instance, made if there is none. */
  of(ref: InstanceRef): Check {
    const key = refKey(ref);
    const found = this.#byKey.get(key);
    if (found) return found;
    const flags = { watched: false, front: false, wanted: false };
    const check = { ref, known: unchecked, ...flags, dueAt: 0, order: this.place(), failures: 0 };
    this.#byKey.set(key, check);
    return check;
  }

  /** Those of the instances that there are. */
  find(refs: readonly InstanceRef[]): readonly Check[] {
    return refs.map((ref) => this.#byKey.get(refKey(ref))).filter((check) => check !== undefined);
  }

  /** The place behind all others. */
  place(): number {
    return this.#order++;
  }

  /** Notes what is known of an instance now; by default nothing. */
  know(check: Check, known: InstanceStatus = unchecked): void {
    check.known = known;
    const first = this.#changes.size === 0;
    this.#changes.add(check);
    if (!first) return;
    void Promise.resolve().then(() => {
      const refs = [...this.#changes].map(({ ref }) => ref);
      this.#changes = new Set();
      this.#changed.fire(refs);
    });
  }

  /** Forgets a check. */
  drop({ ref }: Check): void {
    this.#byKey.delete(refKey(ref));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
