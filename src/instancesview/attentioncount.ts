import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';

/** How many instances need attention: all, and those of each gateway. */
export class AttentionCount {
  readonly #keys = new Set<string>();
  readonly #counts = new Map<string, number>();

  /** Notes whether an instance needs attention. */
  set(ref: InstanceRef, needsAttention: boolean): void {
    const key = refKey(ref);
    if (this.#keys.has(key) === needsAttention) return;
    if (needsAttention) this.#keys.add(key);
    else this.#keys.delete(key);
    this.#counts.set(ref.gateway, this.of(ref.gateway) + (needsAttention ? 1 : -1));
  }

  get all(): number {
    return this.#keys.size;
  }

  /** How many of a gateway’s instances need attention. */
  of(gateway: string): number {
    return this.#counts.get(gateway) ?? 0;
  }

  /** Forgets all instances. */
  clear(): void {
    this.#keys.clear();
    this.#counts.clear();
  }
}
