import type { KnownInstance } from '../../core/references/instancename';
import type { InstanceRef } from '../../core/references/instanceref';
import { refKey } from '../../core/references/instanceref';

/**
 * How many instances of a gateway have a row at first. Each further page doubles the number. The editor takes about a
 * tenth of a millisecond to draw a row, and draws all rows of a gateway when one moves.
 */
export const pageSize = 100;

/** The instances of a gateway that have a row, and the number of those that have none. */
export interface Page {
  readonly instances: readonly KnownInstance[];
  readonly hidden: number;
}

/** What is shown of a gateway. */
interface Shown {
  /** The keys of its rows, in their order. */
  readonly keys: ReadonlySet<string>;
  /** How many instances there are. */
  readonly all: number;
}

/** Which instances of each gateway have a row: the first ones of its list, and more if the user asks for them. */
export class Pages {
  /** How many rows each gateway may have. */
  readonly #limits = new Map<string, number>();
  readonly #shown = new Map<string, Shown>();

  /** The page of a gateway, from its instances in their order. */
  of(name: string, instances: readonly KnownInstance[]): Page {
    const limit = this.#limit(name);
    return { instances: instances.slice(0, limit), hidden: Math.max(instances.length - limit, 0) };
  }

  /** The page of a gateway, which the editor now shows. */
  show(name: string, instances: readonly KnownInstance[]): Page {
    const page = this.of(name, instances);
    this.#shown.set(name, { keys: new Set(page.instances.map(refKey)), all: instances.length });
    return page;
  }

  /** Whether the editor has shown the rows of a gateway. */
  isShown(name: string): boolean {
    return this.#shown.has(name);
  }

  /** Whether an instance has a row. */
  has(ref: InstanceRef): boolean {
    return this.#shown.get(ref.gateway)?.keys.has(refKey(ref)) ?? false;
  }

  /** Whether the rows shown of a gateway aren't the ones that these instances, in their order, should have. */
  differs(name: string, instances: readonly KnownInstance[]): boolean {
    const shown = this.#shown.get(name);
    const page = this.of(name, instances);
    if (shown?.all !== instances.length || shown.keys.size !== page.instances.length) return true;
    const keys = shown.keys.values();
    return page.instances.some((known) => keys.next().value !== refKey(known));
  }

  /** Number of rows for the instances of all gateways. */
  get rows(): number {
    let rows = 0;
    for (const { keys } of this.#shown.values()) rows += keys.size;
    return rows;
  }

  /** How many instances of a gateway have a row, and how many more the next page has. */
  counts(name: string): { readonly next: number; readonly shown: number; readonly all: number } {
    const { keys, all } = this.#shown.get(name) ?? { keys: new Set(), all: 0 };
    return { next: Math.min(this.#limit(name), all - keys.size), shown: keys.size, all };
  }

  /** Lets a gateway have twice as many rows. Returns whether it has that many instances. */
  extend(name: string): boolean {
    const limit = this.#limit(name);
    if ((this.#shown.get(name)?.all ?? 0) <= limit) return false;
    this.#limits.set(name, limit * 2);
    return true;
  }

  /** Forgets the gateways that don't have one of these names. */
  keep(names: ReadonlyMap<string, unknown>): void {
    for (const each of [this.#limits, this.#shown])
      for (const name of each.keys()) if (!names.has(name)) each.delete(name);
  }

  #limit(name: string): number {
    return this.#limits.get(name) ?? pageSize;
  }
}
