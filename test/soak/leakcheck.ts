/** Objects that must be garbage after use. */
export class LeakCheck {
  readonly #refs = new Map<string, WeakRef<object>[]>();

  /** Expects that an object of this kind becomes garbage. */
  expect(kind: string, thing: object): void {
    const refs = this.#refs.get(kind) ?? [];
    refs.push(new WeakRef(thing));
    this.#refs.set(kind, refs);
  }

  /** How many objects of each kind still exist; after a garbage collection there should be none. */
  leaks(): Readonly<Record<string, number>> {
    for (const [kind, refs] of this.#refs)
      this.#refs.set(
        kind,
        refs.filter((ref) => ref.deref() !== undefined),
      );
    return Object.fromEntries([...this.#refs].map(([kind, refs]) => [kind, refs.length]));
  }
}
